// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.Optional;

/// Why Spark gave a job up, which it tells as the text of what a task threw.
final class SparkFailure {

  /// Something that Spark is asked for.
  interface Asked<T> {
    /// @throws Exception what Spark throws, which Java does not see that it does
    T get() throws Exception;
  }

  /// What Spark throws, on an executor too, for columns that it does not know.
  private static final String OF_TYPES = "AnalysisException";

  private SparkFailure() {}

  /// Whether rows together were seen to answer other bits than alone.
  static boolean isOfOtherBits(Throwable failure) {
    return said(failure).contains(AnsweredRows.OtherBits.class.getName());
  }

  /// What Spark answers.
  ///
  /// @throws ProblemException where it gives up
  static <T> T explaining(Asked<T> asked) throws ProblemException {
    try {
      return asked.get();
    } catch (ProblemException e) {
      throw e;
    } catch (Exception e) {
      throw explained(e);
    }
  }

  /// Why Spark does not tell the columns of a file whose footer was read.
  static ProblemException ofSchema(String file, Exception failure) {
    if (!said(failure).contains(OF_TYPES)) {
      return explained(failure);
    }
    return new ProblemException(
        Problem.input(
            "data.unreadable",
            "Spark cannot read " + file,
            String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
            "Write it with types that Spark knows: times to the microsecond, for one."),
        failure);
  }

  /// @param out the folder of the answers
  static ProblemException ofRefused(Tally.Refused row, String out) {
    return Problem.gate(
            "score.too-many-rejected",
            "A row cannot be scored, and none is allowed",
            "One of them: " + row.inWords() + ".",
            "Correct the rows, or allow a share of them with release.options.spark.max-rejected,"
                + " which writes them to %s/%s.".formatted(out, AnswerFolder.REJECTED))
        .asException();
  }

  /// That a task succeeded which had failed before since rows together answered other bits.
  static ProblemException ofOtherBits() {
    return Problem.environment(
            "spark.bits-differ",
            "A task answered with other bits when it was tried again",
            "Rows together answered other bits than alone on one executor, and the same bits on"
                + " another: which of the answers came from where cannot be told.",
            "Do not use the folder. Run again into another one, on executors with the same kind of"
                + " processor.")
        .asException();
  }

  static ProblemException explained(Exception failure) {
    String said = said(failure);
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
