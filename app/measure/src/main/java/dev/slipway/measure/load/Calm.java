// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.measure.machine.CpuMeter;
import java.time.Duration;

/// Waits until other programs leave the machine alone, so that it can be measured on.
///
/// @param meter of this machine
public record Calm(CpuMeter meter, Ticker ticker) {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /// So many calm looks, one after the other, are taken for calm.
  private static final int LOOKS = 3;

  /// @param most how long it waits at most
  /// @throws ProblemException where it was not calm by then
  public void await(Duration most, Progress progress)
      throws ProblemException, InterruptedException {
    long began = ticker.now();
    long end = began + most.toNanos();
    double others = 1;
    int calm = 0;
    while (calm < LOOKS) {
      long from = ticker.now();
      if (from >= end) {
        throw disturbed(most, others).asException();
      }
      progress.step(
          (double) (from - began) / most.toNanos(),
          "waiting until the machine is quiet, for %s at most".formatted(Durations.span(most)));
      CpuMeter.Reading before = meter.read();
      long _ = ticker.awaitUntil(from + LOOK.toNanos());
      others = meter.read().foreignSince(before, ticker.now() - from);
      boolean quiet = LoadOutcome.disturbing(others).isEmpty() && meter.objection().isEmpty();
      calm = quiet ? calm + 1 : 0;
    }
  }

  private Problem disturbed(Duration most, double others) {
    return Problem.environment(
        "profile.not-quiet",
        "The machine did not become quiet in " + Durations.span(most),
        meter
            .objection()
            .orElse(
                "Other programs used " + Numbers.percent(others) + " of it when last looked at"),
        "End what works here, or wait longer: slipway profile --when-quiet 1h");
  }
}
