// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.workbench.MakePlan;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.BatchSection;
import dev.slipway.workbench.report.CostSection;
import dev.slipway.workbench.report.ObjectivesSection;
import dev.slipway.workbench.report.PlanSection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--candidates",
      defaultValue = "8",
      converter = CountOption.class,
      description = "How many candidates to list (default: ${DEFAULT-VALUE}).")
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
        choices(planned, terminal);
        otherwise.note(terminal);
      }
      boolean fits = !(planned.estimate().budget().orElse(null) instanceof Verdict.NotMet);
      return (planned.estimate().chosen().isPresent() && fits ? ExitCode.DONE : ExitCode.GATE)
          .code();
    }
  }

  private void candidates(Estimate estimate, Terminal terminal) {
    terminal.title("Candidates, cheapest first");
    List<Candidate> listed = estimate.candidates().stream().limit(candidates).toList();
    listed.forEach(candidate -> {
      boolean chosen = estimate.chosen().filter(candidate::equals).isPresent();
      terminal.line((chosen ? terminal.good("  → ") : "    ") + row(candidate, estimate));
    });
    Optional<Candidate> unlisted = estimate.chosen().filter(one -> !listed.contains(one));
    unlisted.ifPresent(chosen -> terminal.line(terminal.good("  → ") + row(chosen, estimate)));
  }

  private static String row(Candidate candidate, Estimate estimate) {
    return String.format(
        "%-34s %2d × %-7s %-24s SLO %-8s %s",
        candidate.cloud() + " " + candidate.region() + " " + candidate.type(),
        candidate.replicas(),
        candidate.architecture(),
        candidate.month().text(),
        estimate.meets(candidate),
        candidate.badge() + ", " + candidate.dated());
  }

  private static void choices(MakePlan.Planned planned, Terminal terminal) {
    terminal.title("Plan");
    planned.plan().choices().forEach((key, choice) -> choice(key, choice, terminal));
  }

  static void choice(Key<?> key, Choice<?> choice, Terminal terminal) {
    String marked =
        switch (choice.basis()) {
          case ASSUMED -> terminal.open("assumed: ");
          case SET_BY_HAND -> terminal.open("set by hand: ");
          case MEASURED, OBJECTIVE, PRICE, RULE -> "";
        };
    terminal.line(
        String.format(
                "  %-30s %-18s %s",
                key.name(), PlanSection.amount(choice.written(), key.unit()), marked)
            + terminal.faint(choice.because()));
  }
}
