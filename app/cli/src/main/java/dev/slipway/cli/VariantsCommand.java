// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.OpenedProject;
import dev.slipway.workbench.TryVariants;
import dev.slipway.workbench.VariantTrial;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Tries a smaller form of the model.
@Command(
    name = "variants",
    description = {
      "Quantise the project's model to 8-bit weights, and offer that form only when it answers"
          + " alike, scores as well on the holdout, and takes less on this machine.",
      "What is offered is written to variants/int8.onnx in the project."
    },
    footer = {"", "Example:", "  slipway variants sample-projects/penguin-species"})
final class VariantsCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Mixin private TierOption measuring;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder);
      VariantTrial trial =
          bench.workbench().variants().quantised(opened, measuring.tier(), progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(trial);
      } else {
        print(trial, opened, terminal);
      }
      return ExitCode.DONE.code();
    }
  }

  private static void print(VariantTrial trial, OpenedProject opened, Terminal terminal) {
    trial.comparison().ifPresent(comparison -> CompareCommand.print(comparison, terminal));
    terminal.title("8-bit weights (" + trial.name() + ")");
    terminal.fact("size", trial.size().before() + "  →  " + trial.size().after());
    terminal.fact("answers apart", "up to " + Texts.percent(trial.worst()));
    terminal.fact("same class", Texts.percent(trial.same()) + " of the requests");
    trial
        .score()
        .ifPresentOrElse(
            score ->
                terminal.fact(
                    "holdout score",
                    String.format(
                        Locale.ROOT,
                        "%.4f  →  %.4f",
                        score.before().value(),
                        score.after().value())),
            () -> terminal.fact("holdout score", terminal.open("not known: no labelled rows")));
    terminal.fact(
        trial.offered() ? "offered" : "not offered",
        trial.offered() ? terminal.good(trial.because()) : terminal.open(trial.because()));
    if (trial.offered()) {
      terminal.fact("written to", TryVariants.file(opened));
    }
  }
}
