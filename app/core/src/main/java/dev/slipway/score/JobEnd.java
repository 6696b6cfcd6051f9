// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a program that scores on its own ends, and what its log says of it.
///
/// Exit code: 0 it scored what it was asked to; 2 the data or the arguments are wrong, which does
/// not change when it is tried again; 3 what it runs on failed, or another process is at work
/// there; 4 more rows were rejected than are allowed; 70 the program itself failed. Not 1, with
/// which Java ends where it cannot start at all.
public final class JobEnd {

  /// The program itself failed.
  public static final int DEFECT = 70;

  /// What remedies tell the user of `slipway score` to give, and these programs have from their
  /// bundle.
  private static final Pattern OF_THE_BUNDLE =
      Pattern.compile("--(keep|max-rejected|memory|threads)");

  private JobEnd() {}

  /// @param target whose options say what the program does
  /// @return the exit code
  public static int told(Problem problem, String target, PrintStream log) {
    log.println(line(problem.what()));
    log.println("  why   " + line(problem.why()));
    log.println("  do    " + line(problem.remedy()));
    if (OF_THE_BUNDLE.matcher(problem.remedy()).find()) {
      log.println(
          "  note  --keep and --max-rejected are set in slipway.yaml, as release.options.%s; --memory and --threads are planned"
              .formatted(target));
    }
    log.println("  code  " + problem.code());
    return switch (problem.code().category()) {
      case GATE -> 4;
      case INPUT -> 2;
      case ENVIRONMENT -> 3;
      case INTERNAL -> DEFECT;
    };
  }

  /// Features and answers that are further from the baseline than chance explains; empty for none.
  public static Optional<String> drifted(List<Scored.DriftFound> found) {
    String drifted =
        found.stream()
            .filter(Scored.DriftFound::isDrifted)
            .map(one -> line(one.feature()) + " " + Numbers.digits(one.psi(), 2))
            .collect(Collectors.joining(", "));
    return drifted.isEmpty() ? Optional.empty() : Optional.of("drifted: " + drifted);
  }

  /// One line, whatever names and values are in it.
  public static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
