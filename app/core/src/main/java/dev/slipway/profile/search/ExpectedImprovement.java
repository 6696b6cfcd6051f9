// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/// What may be hoped of a point that was not measured: how much it improves on the best so far, on
/// average over what it may turn out to be, times the chance that it keeps the latency. While
/// nothing is known to keep it, that chance alone.
final class ExpectedImprovement {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double LEAST = 1e-12;

  private final GaussianProcess worth;
  private final @Nullable GaussianProcess latency;
  private final double limit;
  private final double best;

  /// @param latency where the goal limits it
  /// @param known where readings were taken
  ExpectedImprovement(
      SearchGoal goal,
      GaussianProcess worth,
      @Nullable GaussianProcess latency,
      List<double[]> known) {
    this.worth = worth;
    this.latency = latency;
    this.limit =
        goal.within()
            .map(within -> Math.log((double) within.toNanos()))
            .orElse(Double.POSITIVE_INFINITY);
    this.best =
        known.stream()
            .filter(at -> latency == null || latency.predict(at).value() <= limit)
            .mapToDouble(at -> worth.predict(at).value())
            .max()
            .orElse(Double.NaN);
  }

  /// Larger is better.
  double of(double[] at) {
    double keeps = keeps(at);
    if (Double.isNaN(best)) {
      return keeps;
    }
    GaussianProcess.Prediction prediction = worth.predict(at);
    double ahead = (prediction.value() - best) / prediction.deviation();
    double expected =
        prediction.deviation()
            * (ahead * NORMAL.cumulativeProbability(ahead) + NORMAL.density(ahead));
    return Math.max(LEAST, expected) * keeps;
  }

  private double keeps(double[] at) {
    if (latency == null) {
      return 1;
    }
    GaussianProcess.Prediction prediction = latency.predict(at);
    return NORMAL.cumulativeProbability(
        (limit - prediction.value()) / Math.hypot(prediction.deviation(), latency.noise()));
  }
}
