// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/// Names of files and folders as a person gives them. They go to logs and to each row that is
/// refused: none may hold a password.
final class StoreNames {

  /// Schemes that name a container before the `@`.
  private static final Set<String> WITH_CONTAINER = Set.of("abfs", "abfss", "wasb", "wasbs");

  /// Schemes that name a bucket, which has no port: a colon stands before a password.
  private static final Set<String> WITH_BUCKET = Set.of("s3", "s3a", "s3n", "gs", "oss");

  private static final Pattern CONTAINER = Pattern.compile("[^:@%]+");

  private StoreNames() {}

  /// @throws ProblemException where the name is none, or holds a user or a password
  static Path path(String name) throws ProblemException {
    try {
      Path path = new Path(name);
      if (holdsSecret(path.toUri())) {
        throw secret();
      }
      return path;
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.input(
              "data.unreadable",
              shown(name) + " is no name of a file or a folder",
              shown(String.valueOf(e.getMessage())),
              "Name it as the cluster calls it, such as s3a://bucket/folder."),
          e);
    }
  }

  /// The name of a file as a person gives it. Spark writes `a b` as `a%20b`.
  static String ofUri(String uri) {
    return new Path(URI.create(uri)).toString();
  }

  private static boolean holdsSecret(URI name) {
    String authority = Optional.ofNullable(name.getRawAuthority()).orElse("");
    String scheme = Optional.ofNullable(name.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    int at = authority.lastIndexOf('@');
    if (at < 0) {
      // A password with a slash ends what stands before the first one: key:pass/word@bucket.
      return WITH_BUCKET.contains(scheme)
          ? authority.contains(":")
          : authority.matches("[^:]*:.*[^0-9].*") && !authority.startsWith("[");
    }
    // No name of a container has others; %3A is a colon to some.
    return !WITH_CONTAINER.contains(scheme)
        || !CONTAINER.matcher(authority.substring(0, at)).matches();
  }

  private static ProblemException secret() {
    return Problem.input(
            "spark.secret-in-name",
            "A name of --data or --out holds a user or a password",
            "It stands before the @, and would be written to logs and answers.",
            "Give the cluster its credentials in the way of its store, and the name without"
                + " them.")
        .asException();
  }

  /// A text in which no name holds a password.
  static String shown(String text) {
    return text.replaceAll("(?<=\\b(?i:s3|s3a|s3n|gs|oss):)//[^/\\s]*:\\S*@", "//…@")
        .replaceAll("//[^/\\s]*:[^0-9/\\s]\\S*@", "//…@")
        .replaceAll("(?<!abfss?:|wasbs?:)//[^/@\\s]*@", "//…@");
  }
}
