// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import java.time.Duration;

/// What a run was too short to see. Of stalls that come at random, once in G on average, a run of
/// length T meets none with chance e^(-T/G) (the Poisson distribution): 1 % where G is T / 4.6. No
/// statistics of the run can tell of a stall that is rarer, so the verdict does.
public final class Stalls {

  /// -ln(1 - 99 %).
  private static final double LENGTHS = -Math.log(1 - Verdicts.CONFIDENCE);

  /// A stall as garbage collectors, neighbours and discs cause it: so long every answer is late.
  private static final Duration STALL = Duration.ofMillis(500);

  private Stalls() {}

  /// How rare a stall may be that a run of this length meets with the usual confidence.
  static Duration rarest(Duration run) {
    return Duration.ofNanos(Math.round(run.toNanos() / LENGTHS));
  }

  /// The length that meets stalls of half a second as rare as they may be to break this limit by
  /// themselves: 47 s for p95, 3 min 51 s for p99, 38 min 23 s for p99.9.
  static Duration demanded(Percentile at) {
    double apart = STALL.toNanos() / at.beyond();
    return Duration.ofSeconds((long) Math.ceil(LENGTHS * apart / 1e9));
  }

  /// A verdict with what its run could not see; where a run certifies, *met* takes one that saw
  /// enough.
  public static Verdict told(Verdict verdict, Percentile at, Duration run, Looks looks) {
    if (!(verdict instanceof Verdict.Met(String because))) {
      return verdict;
    }
    String unseen =
        "; a stall rarer than once in %s would leave no trace in %s"
            .formatted(Durations.text(rarest(run)), span(run));
    if (!looks.certifies() || run.compareTo(demanded(at)) >= 0) {
      return new Verdict.Met(because + unseen);
    }
    return new Verdict.Inconclusive(
        because + unseen + ": to certify " + at + " takes a run of " + Durations.span(demanded(at)),
        0);
  }

  private static String span(Duration run) {
    return run.toSeconds() < 10
        ? Durations.text(run)
        : Durations.exact(Duration.ofSeconds(run.toSeconds()));
  }
}
