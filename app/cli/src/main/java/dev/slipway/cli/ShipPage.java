// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Finding;
import dev.slipway.base.Interval;
import dev.slipway.checklist.Checklist;
import dev.slipway.cost.Candidate;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The result of a whole voyage on one page.
record ShipPage(Terminal terminal) {

  void print(ShipReport report) {
    Voyage voyage = report.voyage();
    terminal.title(
        voyage.project().project().name()
            + " "
            + voyage.project().release(voyage.inspection().model().sha256()));
    terminal.line(headline(report));
    objectives(report.objectives());
    quality(voyage);
    voyage.estimate().flatMap(e -> e.chosen()).ifPresent(this::cost);
    voyage
        .verification()
        .ifPresent(recorded -> {
          verification(recorded.value());
          stale(recorded);
        });
    voyage
        .bundle()
        .map(Recorded::value)
        .ifPresent(bundle -> {
          terminal.title("Bundle");
          terminal.fact("folder", bundle.folder());
          terminal.fact("files", bundle.files().size() + ", digest " + bundle.digest().brief());
        });
    missing(voyage.checklist());
  }

  private void stale(Recorded<?> recorded) {
    recorded.stale().ifPresent(why -> terminal.fact("no longer holds", terminal.open(why)));
  }

  private String headline(ShipReport report) {
    String headline = report.headline();
    if (report.refuted()) {
      return terminal.bad(headline);
    }
    return report.met() ? terminal.good(headline) : terminal.open(headline);
  }

  private void objectives(List<JudgedObjective> objectives) {
    terminal.title("Objectives");
    terminal.facts(
        objectives.stream()
            .<Map.Entry<String, ?>>map(objective ->
                Map.entry(
                    objective.name() + " " + objective.stated(),
                    terminal.verdict(objective.verdict())))
            .toList());
  }

  private void quality(Voyage voyage) {
    voyage
        .evaluation()
        .ifPresent(recorded -> {
          var evaluation = recorded.value();
          Interval score = evaluation.score();
          terminal.title("Quality on " + evaluation.rows() + " holdout rows");
          terminal.fact(
              evaluation.metric(),
              String.format(
                  Locale.ROOT,
                  "%.3f (95 %% interval %.3f to %.3f; baseline %.3f)",
                  score.value(),
                  score.low(),
                  score.high(),
                  evaluation.baseline()));
          stale(recorded);
        });
  }

  private void cost(Candidate chosen) {
    terminal.title("Cost");
    terminal.fact(
        "runs on",
        chosen.replicas()
            + " replicas, "
            + chosen.cloud()
            + " "
            + chosen.region()
            + " "
            + chosen.type());
    terminal.fact("a month", Texts.range(chosen.month()));
    terminal.fact("1,000 predictions", Texts.small(chosen.perThousand()));
    terminal.fact("basis", chosen.badge() + ", prices of " + chosen.pricesOf());
  }

  private void verification(Verification verification) {
    terminal.title("Verification, run as " + verification.how());
    Map<String, Long> counts =
        verification.findings().stream()
            .collect(Collectors.groupingBy(ShipPage::kind, Collectors.counting()));
    terminal.fact(
        "findings",
        counts.getOrDefault("passed", 0L)
            + " passed, "
            + counts.getOrDefault("failed", 0L)
            + " failed, "
            + counts.getOrDefault("not run", 0L)
            + " not run");
    verification.findings().stream()
        .filter(finding -> !(finding instanceof Finding.Passed))
        .forEach(terminal::finding);
  }

  private static String kind(Finding finding) {
    return switch (finding) {
      case Finding.Passed passed -> "passed";
      case Finding.Failed failed -> "failed";
      case Finding.NotRun notRun -> "not run";
    };
  }

  private void missing(Checklist checklist) {
    Map<Checklist.State, Long> states =
        checklist.lines().stream()
            .collect(Collectors.groupingBy(Checklist.Line::state, Collectors.counting()));
    terminal.title("Checklist: " + checklist.level());
    terminal.fact(
        "items",
        states.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e ->
                e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", ")));
    if (!checklist.heldBy().isEmpty()) {
      terminal.fact("held by", checklist.heldBy());
    }
    ChecklistCommand.next(checklist, terminal);
  }
}
