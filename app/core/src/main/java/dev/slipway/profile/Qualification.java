// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Verdicts;
import dev.slipway.request.InputSizes;
import java.util.Optional;

/// Adds to verdicts what the measurement behind them cannot say.
///
/// @param exploratory whether it is a first look, which gives no verdict on p99 and beyond
/// @param peak that was to be measured at
/// @param one what served, such as `one worker`
/// @param inputs how large the requests were; those of a made-up size give no verdict
public record Qualification(
    boolean exploratory, Optional<Rate> peak, String one, InputSizes inputs) {

  private static final Percentile FIRST_LOOK_ENDS = new Percentile(99);

  /// @param block that the verdict rests on
  public LatencyVerdict of(LatencyVerdict judged, Block block) {
    return new LatencyVerdict(
        judged.at(), judged.limit(), qualified(judged.at(), judged.verdict(), beyond(block)));
  }

  private Verdict qualified(Percentile at, Verdict verdict, String beyond) {
    if (inputs.madeUp()) {
      return inputs.qualified(verdict);
    }
    if (!exploratory
        || at.compareTo(FIRST_LOOK_ENDS) < 0
        || verdict instanceof Verdict.Inconclusive) {
      return Verdicts.because(verdict, because -> because + beyond);
    }
    return new Verdict.Inconclusive(
        verdict.because() + "; a quick profile gives no verdict on " + at + beyond, 0);
  }

  /// Empty when the peak was measured.
  private String beyond(Block block) {
    return peak.filter(stated -> !(block.arrival() instanceof Arrival.Trace))
        .filter(stated -> !block.arrival().mean().equals(Optional.of(stated)))
        .map(stated ->
            "; the peak of %s is more than %s serves: others must take the rest"
                .formatted(stated, one))
        .orElse("");
  }
}
