// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.score.BrokenFiles;
import dev.slipway.spark.AnswerRows.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the driver judges what Spark says it did, also by what lies there.
final class Judgement {

  /// Files that are named in one line of the log.
  private static final int MOST_NAMED = 10;

  private Judgement() {}

  /// What is made of a job that ended.
  ///
  /// @param otherBits whether a task failed since rows together answered other bits than alone
  /// @param failure what Spark gave the job up for
  /// @param out the folder of the answers
  /// @return empty where rows together answer other bits than alone, and nothing was written
  static Optional<Tally> ended(
      Wanted wanted, Tally tally, boolean otherBits, Optional<Exception> failure, String out)
      throws ProblemException {
    if (JobWatch.isRefused(wanted, tally)) {
      throw SparkFailure.ofRefused(tally.first().getFirst(), out);
    }
    if (failure.isEmpty()) {
      if (otherBits) {
        throw SparkFailure.ofOtherBits();
      }
      return Optional.of(tally);
    }
    if (otherBits || SparkFailure.isOfOtherBits(failure.get())) {
      return Optional.empty();
    }
    throw SparkFailure.explained(failure.get());
  }

  /// @param why of each file that cannot be scored
  static ProblemException brokenFiles(List<Problem> why) {
    Problem.Category whose = BrokenFiles.whose(why);
    return new Problem(
            new Problem.Code(whose, "score.broken-files"),
            Words.count(why.size(), "file") + " cannot be scored",
            why.stream()
                .limit(MOST_NAMED)
                .map(problem -> problem.what() + ".")
                .collect(Collectors.joining(" ")),
            whose == Problem.Category.INPUT
                ? "Correct them, or leave them out of --data."
                : "See that the store and the executors are well. Then run again.")
        .asException();
  }

  /// @param allowed the largest share of rows that may be refused
  static void refuseTooMany(Tally tally, double allowed) throws ProblemException {
    if (tally.refused() > allowed * tally.rows()) {
      throw Problem.gate(
              "score.too-many-rejected",
              "%s of %s rows cannot be scored, and %s of them are allowed"
                  .formatted(
                      Numbers.count(tally.refused()),
                      Numbers.count(tally.rows()),
                      Numbers.percent(allowed)),
              "The first: " + tally.first().getFirst().inWords() + ".",
              "Correct the rows, or allow a larger share with release.options.spark.max-rejected.")
          .asException();
    }
  }

  static ProblemException changed() {
    return Problem.input(
            "data.changed",
            "The data changed while they were scored",
            "A file was written to, added or taken away.",
            "See that the data stay as they are until a run ends. Then run again into another"
                + " folder.")
        .asException();
  }

  /// No row is lost, and none is twice.
  ///
  /// @param given rows of the files
  /// @param lie rows of the parts with answers
  static void refuseLost(Tally tally, long given, long lie) throws ProblemException {
    if (tally.rows() != given || lie + tally.refused() != given) {
      throw differ(
          "The rows that were written are not those that were given",
          "The files have %s rows, %s were answered or refused, %s of them refused, and %s lie in the folder."
              .formatted(
                  Numbers.count(given),
                  Numbers.count(tally.rows()),
                  Numbers.count(tally.refused()),
                  Numbers.count(lie)));
    }
  }

  /// The rows that were put aside are those that have no answer. The model was asked a second time
  /// for them: a row that it refuses only once would be in neither folder, or in both.
  ///
  /// @param lie rows of the parts with rows that were refused
  static void refuseOthersAside(Tally answers, Tally aside, long lie) throws ProblemException {
    boolean same =
        aside.rows() == answers.rows()
            && aside.rejected().equals(answers.rejected())
            && aside.places() == answers.places();
    if (!same || lie != answers.refused()) {
      throw differ(
          "The rows that were put aside are not those that have no answer",
          "Of %s rows %s were refused. The second time %s of %s were%s, and %s lie in %s."
              .formatted(
                  Numbers.count(answers.rows()),
                  Numbers.count(answers.refused()),
                  Numbers.count(aside.refused()),
                  Numbers.count(aside.rows()),
                  same ? "" : ", others among them",
                  Numbers.count(lie),
                  AnswerFolder.REJECTED));
    }
  }

  private static ProblemException differ(String what, String why) {
    return new Problem(
            new Problem.Code(Problem.Category.INTERNAL, "spark.rows-differ"),
            what,
            why,
            "Do not use the folder. Run again into another one, and report this.")
        .asException();
  }
}
