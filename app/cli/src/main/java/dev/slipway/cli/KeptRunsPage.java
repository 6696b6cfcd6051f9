// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Durations;
import dev.slipway.base.Words;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.workbench.KeptRun;
import dev.slipway.workbench.RunComparison;

/// Shows two stored runs side by side.
final class KeptRunsPage {

  private final Terminal terminal;

  KeptRunsPage(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(RunComparison compared) {
    terminal.title(
        compared.served() ? "What users waited, over a socket" : "What users waited, model alone");
    terminal.fact("A", run(compared.a()));
    terminal.fact("B", run(compared.b()));
    compared
        .rows()
        .forEach(row ->
            terminal.fact(
                row.a().percentile().toString(),
                "%s  →  %s  (× %.2f)  %s"
                    .formatted(time(row.a()), time(row.b()), row.ratio(), outcome(row.outcome()))));
    compared
        .machine()
        .forEach(d -> terminal.fact(d.what(), d.before() + "  →  " + terminal.open(d.now())));
    compared.cautions().forEach(caution -> terminal.fact("mind", terminal.open(caution)));
    terminal.line("");
    terminal.line(
        terminal.faint("  Measured at different times; without --kept they run again, in turns."));
  }

  private static String run(KeptRun run) {
    return "%s, %s tier, of %s"
        .formatted(run.name(), Words.id(run.profile().tier()), run.profile().at());
  }

  private static String time(AtPercentile at) {
    return "%s (%s to %s)"
        .formatted(Durations.text(at.value()), Durations.text(at.low()), Durations.text(at.high()));
  }

  private String outcome(RunComparison.Outcome outcome) {
    return switch (outcome) {
      case LESS -> terminal.good("less");
      case MORE -> terminal.bad("more");
      case NOT_TOLD_APART -> terminal.faint("not told apart");
    };
  }
}
