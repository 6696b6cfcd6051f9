// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.workbench.MakePlan;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.BatchSection;
import dev.slipway.workbench.report.CostSection;
import dev.slipway.workbench.report.ObjectivesSection;
import dev.slipway.workbench.report.PlanSection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Prices the service and chooses every number that the artefacts need.
@Command(
    name = "plan",
    description =
        "Price the service and choose every number that its artefacts need, each with its reason.",
    footer = {
      "",
      "Examples: slipway plan sample-projects/penguin-species",
      "          slipway plan --cloud gcp --region europe-west1",
      "          slipway plan --traffic 200/s",
      "          slipway plan --set replicas.min=4 --note \"Ana: the night batch is not in the"
          + " traffic\""
    })
final class PlanCommand implements Callable<Integer> {

  /// Enough to see what another region would cost.
  private static final int MOST_ELSEWHERE = 3;

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--candidates",
      defaultValue = "8",
      converter = CountOption.class,
      description =
          "How many candidates to list of where the service is to run (default: ${DEFAULT-VALUE}).")
  private int candidates;

  @Mixin private WhatIfOptions otherwise;

  @Mixin private ByHandOptions byHand;

  @Override
  public Integer call() throws ProblemException {
    byHand.require(otherwise);
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened =
          byHand.of(bench.workbench().open().open(folder, progress), bench.workbench(), terminal);
      MakePlan plan = bench.workbench().plan();
      MakePlan.Planned planned =
          otherwise.isStated() ? plan.plan(otherwise.of(opened)) : plan.keep(opened);
      if (terminal.json()) {
        terminal.result(planned.asTree());
      } else {
        candidates(planned.estimate(), terminal);
        terminal.section(CostSection.of(planned.estimate()));
        terminal.section(
            ObjectivesSection.budget(opened.project().objectives(), planned.estimate()));
        planned.batch().ifPresent(batch -> terminal.section(BatchSection.of(batch)));
        terminal.section(PlanSection.byKey(planned.plan()));
        otherwise.note(terminal);
      }
      boolean fits = !(planned.estimate().budget().orElse(null) instanceof Verdict.NotMet);
      return (planned.estimate().chosen().isPresent() && fits ? ExitCode.DONE : ExitCode.GATE)
          .code();
    }
  }

  /// Those of where the service is to run, and after them a few of other regions.
  private void candidates(Estimate estimate, Terminal terminal) {
    terminal.title("Candidates in " + estimate.home() + ", cheapest first");
    Map<Boolean, List<Candidate>> byHome =
        estimate.candidates().stream().collect(Collectors.partitioningBy(estimate::isHome));
    List<Candidate> elsewhere = byHome.getOrDefault(false, List.of());
    listed(byHome.getOrDefault(true, List.of()), candidates, estimate, terminal);
    if (!elsewhere.isEmpty()) {
      terminal.title("Beside them, elsewhere: release.where in slipway.yaml says where it runs");
      listed(elsewhere, Math.min(candidates, MOST_ELSEWHERE), estimate, terminal);
    }
  }

  private static void listed(
      List<Candidate> there, int most, Estimate estimate, Terminal terminal) {
    Optional<Candidate> unlisted =
        there.stream()
            .skip(most)
            .filter(one -> estimate.chosen().filter(one::equals).isPresent())
            .findFirst();
    new TablePage(terminal)
        .show(
            Stream.concat(there.stream().limit(most), unlisted.stream())
                .map(candidate -> row(candidate, estimate))
                .toList());
  }

  private static TablePage.Row row(Candidate candidate, Estimate estimate) {
    return new TablePage.Row(
        estimate.chosen().filter(candidate::equals).isPresent(),
        List.of(
            candidate.cloud() + " " + candidate.region() + " " + candidate.type(),
            candidate.replicas() + " × " + candidate.architecture(),
            candidate.month().text(),
            "SLO " + estimate.meets(candidate),
            candidate.badge() + ", " + candidate.dated()));
  }
}
