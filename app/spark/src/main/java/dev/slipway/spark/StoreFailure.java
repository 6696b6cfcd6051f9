// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/// Why a store cannot be asked: Hadoop knows most by a library that somebody has to add.
final class StoreFailure {

  /// That a pattern is none, that a bucket is not there, and that a file is no whole Parquet. They
  /// are of classes that not each cluster has, or has by this name.
  private static final Set<String> WRONG =
      Set.of(
          "PatternSyntaxException",
          "UnknownStoreException",
          "TProtocolException",
          "TTransportException");

  /// As Hadoop begins what it says of a pattern that is none.
  private static final String NO_PATTERN = "Illegal file pattern";

  private StoreFailure() {}

  /// @param name a file, folder or pattern in the store
  static ProblemException of(String name, Throwable failure) {
    Optional<Throwable> missing = missing(failure);
    if (missing.isPresent()) {
      return new ProblemException(noLibrary(name, missing.get()), failure);
    }
    String what = StoreNames.shown(name) + " cannot be looked at";
    String why = StoreNames.shown(String.valueOf(failure.getMessage()));
    return new ProblemException(
        isOfStore(failure)
            ? Problem.environment(
                "data.volume",
                what,
                why,
                "See that the store is well and takes the cluster's credentials. Then run again.")
            : Problem.input(
                "data.unreadable",
                what,
                why,
                "Name what the cluster can see, and see that it has the store's library and"
                    + " credentials."),
        failure);
  }

  /// Whether a store failed, which may be well the next time: no name is wrong, and no file is.
  static boolean isOfStore(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      chain.addFirst(one);
    }
    // What lies deepest says it: a store throws its own things, and what reads a file wraps them.
    for (Throwable one : chain) {
      if (one instanceof FileNotFoundException
          || one instanceof NoSuchFileException
          || WRONG.contains(one.getClass().getSimpleName())
          || String.valueOf(one.getMessage()).startsWith(NO_PATTERN)) {
        return false;
      }
      if (one instanceof IOException || one instanceof LinkageError) {
        return true;
      }
    }
    return false;
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
