// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Verdicts;
import java.util.List;
import java.util.Optional;

/// Adds to verdicts what the measurement behind them cannot say.
///
/// @param open the block that they rest on
record Qualification(ProfileJob job, Block open) {

  private static final Percentile FIRST_LOOK_ENDS = new Percentile(99);

  List<LatencyVerdict> verdicts(Measured measured) {
    return measured.verdicts(job.latency()).stream()
        .map(of -> new LatencyVerdict(of.at(), of.limit(), qualified(of.at(), of.verdict())))
        .toList();
  }

  private Verdict qualified(Percentile at, Verdict verdict) {
    if (job.settings().inputs().madeUp()) {
      return job.settings().inputs().qualified(verdict);
    }
    if (!job.pace().exploratory()
        || at.compareTo(FIRST_LOOK_ENDS) < 0
        || verdict instanceof Verdict.Inconclusive) {
      return Verdicts.because(verdict, because -> because + beyond());
    }
    return new Verdict.Inconclusive(
        verdict.because() + "; a quick profile gives no verdict on " + at + beyond(), 0);
  }

  /// Empty when the peak was measured.
  private String beyond() {
    return job.peak()
        .filter(peak -> !(open.arrival() instanceof Arrival.Trace))
        .filter(peak -> !open.arrival().mean().equals(Optional.of(peak)))
        .map(peak ->
            "; the peak of %s is more than one worker serves: others must take the rest"
                .formatted(peak))
        .orElse("");
  }
}
