// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.measure.load.Latencies;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.Replay;
import java.time.Duration;
import java.util.function.Function;

/// Shows a repeated run beside the first one.
final class ReplayPage {

  private final Terminal terminal;

  ReplayPage(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(Replay replay) {
    if (terminal.json()) {
      terminal.result(replay);
      return;
    }
    terminal.title("Run of " + replay.before().at() + ", made again");
    terminal.fact("run", replay.run());
    time(replay, "p50 of the model", profile -> percentile(profile.closed().service(), 50));
    time(replay, "p95 of users", profile -> percentile(profile.users().response(), 95));
    time(replay, "p99 of users", profile -> percentile(profile.users().response(), 99));
    time(replay, "CPU per inference", profile -> profile.closed().cpuPerInference());
    row(replay, "capacity", Profile::capacityText);
    row(replay, "peak memory", profile -> profile.peakMemory().inMemory());
    row(replay, "others' CPU", profile -> Numbers.percent(profile.users().foreignCpu()));
    terminal.title("What is different about the machine");
    if (replay.differences().isEmpty()) {
      terminal.line("  nothing that is recorded");
    }
    replay
        .differences()
        .forEach(d -> terminal.fact(d.what(), d.before() + "  →  " + terminal.open(d.now())));
    terminal.line("");
    terminal.line(
        terminal.faint("  Measured at different times; slipway compare measures in turns."));
  }

  private void row(Replay replay, String name, Function<Profile, String> of) {
    terminal.fact(name, of.apply(replay.before()) + "  →  " + of.apply(replay.now()));
  }

  private void time(Replay replay, String name, Function<Profile, Duration> of) {
    Duration before = of.apply(replay.before());
    Duration now = of.apply(replay.now());
    if (before.isPositive() && now.isPositive()) {
      double ratio = (double) now.toNanos() / before.toNanos();
      terminal.fact(
          name,
          "%s  →  %s  (× %.2f)".formatted(Durations.text(before), Durations.text(now), ratio));
    }
  }

  /// Zero where the count does not support the percentile.
  private static Duration percentile(Latencies latencies, double percent) {
    return latencies
        .at(new Percentile(percent))
        .map(Latencies.AtPercentile::value)
        .orElse(Duration.ZERO);
  }
}
