// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be hoped of a point that was not measured: how much it improves on the best so far, on
/// average over what it may turn out to be, times the chance that it keeps the latency. While
/// nothing is known to keep it, that chance alone.
final class Hope {

  private static final double LEAST = 1e-12;

  private final Surrogate worth;
  private final @Nullable Surrogate latency;
  private final double limit;
  private final double best;

  /// @param latency where the goal limits it
  /// @param known where readings were taken
  Hope(SearchGoal goal, Surrogate worth, @Nullable Surrogate latency, List<double[]> known) {
    this.worth = worth;
    this.latency = latency;
    this.limit =
        goal.within()
            .map(within -> Math.log((double) within.toNanos()))
            .orElse(Double.POSITIVE_INFINITY);
    this.best =
        known.stream()
            .filter(at -> latency == null || latency.guess(at).value() <= limit)
            .mapToDouble(at -> worth.guess(at).value())
            .max()
            .orElse(Double.NaN);
  }

  /// Larger is better.
  double of(double[] at) {
    double keeps = keeps(at);
    if (Double.isNaN(best)) {
      return keeps;
    }
    Surrogate.Guess guess = worth.guess(at);
    double ahead = (guess.value() - best) / guess.sure();
    double expected = guess.sure() * (ahead * below(ahead) + density(ahead));
    return Math.max(LEAST, expected) * keeps;
  }

  private double keeps(double[] at) {
    if (latency == null) {
      return 1;
    }
    Surrogate.Guess guess = latency.guess(at);
    return below((limit - guess.value()) / Math.hypot(guess.sure(), latency.noise()));
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /// The normal distribution: Abramowitz and Stegun 26.2.17, exact to seven digits.
  private static double below(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double tail =
        density(x)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return x < 0 ? tail : 1 - tail;
  }
}
