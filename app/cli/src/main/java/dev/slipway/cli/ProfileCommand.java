// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.RunProfile;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.LoadSection;
import dev.slipway.workbench.report.ObjectivesSection;
import dev.slipway.workbench.report.SpeedSection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Measures the model.
@Command(
    name = "profile",
    description =
        "Measure latency, throughput, CPU and memory of the project's model, in a process of its"
            + " own.",
    footer = {
      "",
      "Examples:",
      "  slipway profile sample-projects/penguin-species --tier standard",
      "  slipway profile . --arrival burst:2s/8s      2 s of requests, 8 s of none, and so on",
      "  slipway profile . --arrival trace:access.csv   at the times in the file's first column",
      "slipway measure measures a running service; slipway replay measures a stored run again."
    })
final class ProfileCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Mixin private TierOption measuring;

  @Option(
      names = "--arrival",
      paramLabel = "PATTERN",
      converter = ArrivalOption.class,
      defaultValue = "poisson",
      description =
          "How requests come in the open loop: poisson, constant, burst:ON/OFF or trace:FILE"
              + " (default: ${DEFAULT-VALUE}).")
  private ArrivalPattern arrival;

  @Mixin private EvidenceOption evidence;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      RunProfile.Run run =
          bench.workbench().profile().measure(opened, measuring.tier(), arrival, progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(run.profile());
      } else {
        Profile profile = run.profile();
        terminal.section(SpeedSection.of(profile));
        terminal.section(LoadSection.of(profile.closed()));
        terminal.section(ObjectivesSection.latency(profile.verdicts()));
        terminal.line("");
        terminal.line(terminal.faint("  again: slipway replay " + run.name()));
      }
      evidence.write(bench, opened, terminal);
      return ExitCode.judged(run.profile().verdicts()).code();
    }
  }
}
