// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Interval;
import dev.slipway.base.ProblemException;
import dev.slipway.data.Evaluation;
import dev.slipway.workbench.OpenedProject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Scores the model on labelled holdout rows.
@Command(
    name = "evaluate",
    description = "Score the model on the project's labelled holdout rows.",
    footer = {"", "Example: slipway evaluate sample-projects/penguin-species"})
final class EvaluateCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder);
      Evaluation evaluation = bench.workbench().evaluate().evaluate(opened, progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(evaluation);
      } else {
        print(evaluation, terminal);
      }
      return ExitCode.DONE.code();
    }
  }

  static void print(Evaluation evaluation, Terminal terminal) {
    terminal.title("Holdout, " + evaluation.rows() + " rows");
    terminal.fact(evaluation.metric(), interval(evaluation.score()));
    terminal.fact("baseline", number(evaluation.baseline()));
    evaluation.metrics().forEach((name, value) -> terminal.fact(name, number(value)));
    if (!evaluation.slices().isEmpty()) {
      terminal.title("Slices");
      evaluation
          .slices()
          .forEach(slice ->
              terminal.fact(
                  slice.column() + " " + (slice.value().isEmpty() ? "(missing)" : slice.value()),
                  interval(slice.score()) + ", " + slice.rows() + " rows"));
    }
  }

  private static String interval(Interval score) {
    return String.format(
        Locale.ROOT,
        "%.4f  (%.0f %% interval %.4f to %.4f)",
        score.value(),
        100 * score.confidence(),
        score.low(),
        score.high());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
