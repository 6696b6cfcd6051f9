// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Numbers;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.workbench.ChooseVariant;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.variants.VariantTrial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Tries variants of the model, and chooses the one that ships.
@Command(
    name = "variants",
    description = {
      "Try variants of the project's model: 8-bit weights (int8), and the graph as ONNX Runtime"
          + " rewrites it at each start (extended).",
      "A variant is offered only when it answers as the model does, scores as well on the holdout,"
          + " and takes less on this machine. It is written to variants/NAME.onnx in the project;"
          + " --choose ships it."
    },
    footer = {
      "",
      "Examples:",
      "  slipway variants sample-projects/penguin-species",
      "  slipway variants . --choose int8       profile, plan and bundle are of that variant now",
      "  slipway variants . --choose original   the model as it is ships again"
    })
final class VariantsCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--form",
      split = ",",
      defaultValue = "int8,extended",
      description = "The forms to try: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private List<VariantForm> forms = new ArrayList<>();

  @Option(
      names = "--choose",
      paramLabel = "VARIANT",
      description = {
        "Try nothing. Write into slipway.yaml which variant ships: int8, extended, or original for",
        "the model as it is. A variant must have been offered, and its record must still hold."
      })
  private @Nullable Choice choice;

  /// What may ship.
  enum Choice {
    INT8,
    EXTENDED,
    ORIGINAL
  }

  @Mixin private TierOption measuring;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      if (choice != null) {
        choose(bench, opened, choice);
        return ExitCode.DONE.code();
      }
      List<VariantTrial> trials = new ArrayList<>();
      for (int i = 0; i < forms.size(); i++) {
        trials.add(
            bench
                .workbench()
                .variants()
                .one(
                    opened,
                    forms.get(i),
                    measuring.tier(),
                    progress.part((double) i / forms.size(), (i + 1.0) / forms.size())));
      }
      progress.clear();
      if (terminal.json()) {
        terminal.result(trials);
      } else {
        trials.forEach(trial -> print(trial, opened, terminal));
      }
      return ExitCode.DONE.code();
    }
  }

  private void choose(OpenBench bench, OpenedProject opened, Choice chosen)
      throws ProblemException {
    ChooseVariant choose = bench.workbench().choose();
    switch (chosen) {
      case INT8 -> choose.choose(opened, VariantForm.INT8);
      case EXTENDED -> choose.choose(opened, VariantForm.EXTENDED);
      case ORIGINAL -> choose.chooseOriginal(opened);
    }
    Terminal terminal = slipway.terminal();
    String name = Words.id(chosen);
    if (terminal.json()) {
      terminal.result(Map.of("ships", name));
      return;
    }
    terminal.fact("ships", chosen == Choice.ORIGINAL ? "the model as it is" : name);
    terminal.fact(
        "next",
        "slipway evaluate and slipway profile, then slipway plan and slipway export: what was found"
            + " of another form does not hold for this one");
  }

  private static void print(VariantTrial trial, OpenedProject opened, Terminal terminal) {
    trial
        .held()
        .flatMap(VariantTrial.Results::comparison)
        .ifPresent(comparison -> CompareCommand.print(comparison, terminal));
    terminal.title(
        trial.name().equals("int8")
            ? "8-bit weights (int8)"
            : "Graph rewritten ahead (" + trial.name() + ")");
    trial.held().ifPresent(held -> print(held, terminal));
    terminal.fact(
        trial.offered() ? "offered" : "not offered",
        trial.offered() ? terminal.good(trial.because()) : terminal.open(trial.because()));
    if (trial.offered()) {
      Path file = VariantForm.file(opened, trial.name());
      terminal.fact("written to", file);
      terminal.fact(
          "to ship it",
          "%s --choose %s; slipway search tries it too"
              .formatted(opened.command("variants"), trial.name()));
    }
  }

  private static void print(VariantTrial.Results held, Terminal terminal) {
    terminal.fact("size", held.size().before() + "  →  " + held.size().after());
    terminal.fact("answers apart", "up to " + Numbers.percent(held.worst()));
    terminal.fact("same class", Numbers.percent(held.same()) + " of the requests");
    held.score()
        .ifPresentOrElse(
            score ->
                terminal.fact(
                    "holdout score",
                    Numbers.score(score.before().value())
                        + "  →  "
                        + Numbers.score(score.after().value())),
            () -> terminal.fact("holdout score", terminal.open("not known: no labelled rows")));
  }
}
