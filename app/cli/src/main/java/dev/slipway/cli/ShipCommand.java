// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.measure.load.Tier;
import dev.slipway.workbench.Ship;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// The whole voyage, from the model file to a verified bundle.
@Command(
    name = "ship",
    description = {
      "The whole voyage, from the model to a verified bundle.",
      "Inspects the model, checks the data, evaluates, profiles, prices, plans, exports, verifies"
          + " and reviews the checklist, and says on one page what is met, what it costs, and what"
          + " is missing.",
      "The data checks, and then the drift baseline, may take 30 s at tier quick, 1 min at standard"
          + " and 10 min at certify; what did not come to its end is said."
    },
    footer = {"", "Example: slipway ship sample-projects/penguin-species"})
final class ShipCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where the bundle goes (default: bundle in the project).")
  private @Nullable Path out;

  @Option(
      names = "--tier",
      defaultValue = "standard",
      description =
          "How thoroughly to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Tier tier;

  @Option(
      names = "--no-engine",
      description = "Do not use a container engine even where there is one.")
  private boolean noEngine;

  @Option(
      names = "--replace-edited",
      description = "Write over files of the bundle that a person has changed.")
  private boolean replaceEdited;

  @Option(
      names = "--strict",
      description =
          "Exit with 1 unless every objective is met; without it, only what is refuted or failed"
              + " counts.")
  private boolean strict;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      var request = new Ship.Request(tier, Optional.ofNullable(out), !noEngine, replaceEdited);
      ShipReport report = bench.workbench().ship().ship(opened, request, progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(report.asTree());
      } else {
        new ShipPage(terminal).print(report);
      }
      boolean gate = strict ? !report.met() : report.refuted();
      return (gate ? ExitCode.GATE : report.trouble().map(ExitCode::of).orElse(ExitCode.DONE))
          .code();
    }
  }
}
