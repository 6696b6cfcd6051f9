// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Problem;
import dev.slipway.base.Problem.Category;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import java.util.Collection;
import java.util.stream.Collectors;

/// What a run says of files that it could not score.
public final class BrokenFiles {

  private BrokenFiles() {}

  /// That some files cannot be scored.
  ///
  /// @param broken why, of one at least
  /// @param alone whether all pieces are this run's own
  static ProblemException unscored(Collection<Problem> broken, boolean alone) {
    Problem first = broken.iterator().next();
    String again = " Then run the same command again: what is finished stays.";
    if (broken.size() == 1) {
      return new Problem(first.code(), first.what(), first.why(), first.remedy() + again)
          .asException();
    }
    Category whose = whose(broken);
    return new Problem(
            new Problem.Code(whose, "score.broken-files"),
            Words.count(broken.size(), "file") + " cannot be scored",
            listed(broken),
            remedy(whose == Category.INPUT, alone) + again)
        .asException();
  }

  /// Who has to act: to try again is in vain where one of the files themselves is wrong.
  public static Category whose(Collection<Problem> broken) {
    return broken.stream().anyMatch(problem -> problem.code().category() == Category.INPUT)
        ? Category.INPUT
        : Category.ENVIRONMENT;
  }

  private static String remedy(boolean wrong, boolean alone) {
    if (!wrong) {
      return "See that this machine and what the files lie on are well.";
    }
    return alone ? "Correct them, or leave them out of --data." : "Correct them.";
  }

  /// That this share did its work, and cannot tell whether the folder can become whole: what is
  /// wrong with a file may be wrong here alone, and nobody else would look again.
  static ProblemException elsewhere(Collection<Problem> broken) {
    return Problem.environment(
            "score.broken-elsewhere",
            "The share is done, but files that another one tells of cannot be read here",
            listed(broken),
            "See what the other share says. Then run the same command again: what is finished"
                + " stays.")
        .asException();
  }

  private static String listed(Collection<Problem> broken) {
    return broken.stream().map(problem -> problem.what() + ".").collect(Collectors.joining(" "));
  }
}
