// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why Spark gave a job up, which it tells as the text of what a task threw.
final class SparkFailure {

  private static final Pattern REFUSED =
      Pattern.compile(Pattern.quote(AnsweredRows.RowRefused.class.getName()) + ": (.*)");

  private SparkFailure() {}

  /// Whether rows together were seen to answer other bits than alone.
  static boolean isOfOtherBits(Throwable failure) {
    return said(failure).contains(AnsweredRows.OtherBits.class.getName());
  }

  /// @param out the folder of the answers
  static ProblemException explained(Exception failure, String out) {
    String said = said(failure);
    Matcher refused = REFUSED.matcher(said);
    if (refused.find()) {
      return new ProblemException(
          Problem.gate(
              "score.too-many-rejected",
              "A row cannot be scored, and none is allowed",
              "One of them: " + refused.group(1) + ".",
              "Correct the rows, or allow a share of them with release.options.spark.max-rejected,"
                  + " which writes them to "
                  + out
                  + "/rejected."),
          failure);
    }
    if (said.contains("UnsupportedClassVersionError")) {
      return new ProblemException(
          Problem.environment(
              "spark.java-too-old",
              "The executors run on a Java that is too old",
              line(said, "UnsupportedClassVersionError").orElse(""),
              "Run them on Java 25 or newer: with the image of the bundle, or with"
                  + " spark.executorEnv.JAVA_HOME."),
          failure);
    }
    return new ProblemException(
        Problem.environment(
            "spark.job-failed",
            "Spark gave the job up",
            String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
            "See the log of the executor that it names. Then run again into another folder: what"
                + " was written counts for nothing."),
        failure);
  }

  private static Optional<String> line(String said, String word) {
    return said.lines().filter(line -> line.contains(word)).map(String::strip).findFirst();
  }

  private static String said(Throwable failure) {
    var all = new StringBuilder();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      all.append(one).append('\n');
    }
    return all.toString();
  }
}
