// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/// Why a store cannot be asked: Hadoop knows most by a library that somebody has to add.
final class StoreFailure {

  private StoreFailure() {}

  /// @param name a file, folder or pattern in the store
  static ProblemException of(String name, Throwable failure) {
    Optional<Throwable> missing = missing(failure);
    if (missing.isPresent()) {
      return new ProblemException(noLibrary(name, missing.get()), failure);
    }
    return new ProblemException(
        Problem.input(
            "data.unreadable",
            StoreNames.shown(name) + " cannot be looked at",
            StoreNames.shown(String.valueOf(failure.getMessage())),
            "Name what the cluster can see, and see that it has the store's library and"
                + " credentials."),
        failure);
  }

  private static Optional<Throwable> missing(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof ClassNotFoundException
          || one instanceof NoClassDefFoundError
          || one instanceof UnsupportedFileSystemException) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static Problem noLibrary(String name, Throwable missing) {
    int end = Math.max(0, name.indexOf(':'));
    String scheme = name.substring(0, end).toLowerCase(Locale.ROOT);
    String library =
        switch (scheme) {
          case "s3a" -> hadoop("aws");
          case "abfs", "abfss", "wasb", "wasbs" -> hadoop("azure");
          case "oss" -> hadoop("aliyun");
          case "gs" -> "com.google.cloud.bigdataoss:gcs-connector:VERSION";
          default -> "GROUP:NAME:VERSION";
        };
    return Problem.environment(
        "spark.no-store-library",
        "Spark has no library for %s://".formatted(scheme),
        StoreNames.shown(missing.getMessage() + "."),
        "Name it with release.options.spark.packages, such as %s, or have it in Spark's own folder of jars.%s"
            .formatted(
                library,
                scheme.equals("s3") || scheme.equals("s3n")
                    ? " Hadoop itself calls the store s3a://."
                    : ""));
  }

  private static String hadoop(String store) {
    return "org.apache.hadoop:hadoop-%s:%s".formatted(store, VersionInfo.getVersion());
  }
}
