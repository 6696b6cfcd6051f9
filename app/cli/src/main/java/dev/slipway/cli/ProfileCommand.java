// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.plan.Judgement;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.RunProfile;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.LoadSection;
import dev.slipway.workbench.report.ObjectivesSection;
import dev.slipway.workbench.report.SpeedSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Measures the model.
@Command(
    name = "profile",
    description =
        "Measure latency, throughput, CPU and memory of the project's model: alone in a process of"
            + " its own, then served over a socket by the runtime that ships.",
    footer = {
      "",
      "Examples:",
      "  slipway profile sample-projects/penguin-species --tier standard",
      "  slipway profile . --arrival burst:2s/8s      2 s of requests, 8 s of none, and so on",
      "  slipway profile . --arrival trace:access.csv   at the times in the file's first column",
      "  slipway profile . --when-quiet 10m           once other programs leave the machine alone",
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

  @Option(
      names = "--when-quiet",
      paramLabel = "TIME",
      converter = SpanOption.class,
      description =
          "Wait until other programs leave the machine alone, such as 10m at most, and measure"
              + " then.")
  private @Nullable Duration quiet;

  @Mixin private EvidenceOption evidence;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      RunProfile profiling = bench.workbench().profile();
      RunProfile.Run run =
          quiet == null
              ? profiling.measure(opened, measuring.tier(), arrival, progress)
              : profiling.whenQuiet(opened, measuring.tier(), arrival, quiet, progress);
      List<JudgedObjective> judged =
          Judgement.latency(
              opened.project().objectives(),
              Judgement.Grounds.unbuilt(
                  Optional.empty(), Optional.of(run.profile()), Optional.empty()));
      progress.clear();
      if (terminal.json()) {
        terminal.result(run.profile());
      } else {
        Profile profile = run.profile();
        terminal.whose(opened.whose());
        terminal.section(SpeedSection.of(profile));
        terminal.section(LoadSection.alone(profile.open()));
        terminal.section(LoadSection.of(profile.closed()));
        terminal.section(ObjectivesSection.latency(judged));
        terminal.line("");
        terminal.line(terminal.faint("  again: slipway replay " + run.name()));
      }
      evidence.write(bench, opened, terminal);
      return ExitCode.ofObjectives(judged).code();
    }
  }
}
