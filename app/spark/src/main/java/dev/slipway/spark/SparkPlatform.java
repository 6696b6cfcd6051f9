// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkBuildInfo;

/// Whether the cluster's programs run on the Java of the job.
final class SparkPlatform {

  private static final Version SPARK = new Version(4, 2, 0);

  /// The first that asks Java 25 whose a run is in a way that it answers.
  private static final Version HADOOP = new Version(3, 4, 3);

  private static final Pattern VERSION =
      Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

  private SparkPlatform() {}

  /// Before a session is asked for, since an old Hadoop fails in that.
  static void refuseOld() throws ProblemException {
    String spark;
    try {
      spark = SparkBuildInfo.spark_version();
    } catch (LinkageError before) {
      // Spark 3 says it elsewhere.
      spark = "3";
    }
    refuseOld(spark, VersionInfo.getVersion());
  }

  static void refuseOld(String spark, String hadoop) throws ProblemException {
    if (isBefore(spark, SPARK) || isBefore(hadoop, HADOOP)) {
      throw Problem.environment(
              "spark.too-old",
              "This is Spark %s with Hadoop %s, which is too old for the job"
                  .formatted(spark, hadoop),
              "It needs Spark 4.2 and Hadoop 3.4.3 or newer: on Java 25 an older Hadoop fails as"
                  + " soon as it asks whose the run is.",
              "Run it on Spark 4.2 or newer, such as the image that the bundle's Dockerfile begins"
                  + " with.")
          .asException();
    }
  }

  /// What tells none is not one that the job is known to run on.
  private static boolean isBefore(String version, Version first) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.matches()) {
      return true;
    }
    String patch = numbers.group(3);
    var is =
        new Version(
            Integer.parseInt(numbers.group(1)),
            Integer.parseInt(numbers.group(2)),
            patch == null ? 0 : Integer.parseInt(patch));
    return is.compareTo(first) < 0;
  }

  /// Compared by numbers: 4.10 is behind 4.9.
  private record Version(int major, int minor, int patch) implements Comparable<Version> {

    private static final Comparator<Version> ORDER =
        Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch);

    @Override
    public int compareTo(Version other) {
      return ORDER.compare(this, other);
    }
  }
}
