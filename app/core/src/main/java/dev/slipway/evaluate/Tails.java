// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import java.util.Optional;

/// Whether a few rows with large errors carry a metric of squared errors. Rows drawn again know
/// nothing of the larger errors to come, so that the interval is too narrow: it says 95 % and holds
/// the true value in 77 to 87 % of samples with heavy tails (`TailsBenchTest`). The sample's own kurtosis tells, as
/// far as it has seen any of them; then the interval is set twice as wide. Of a few dozen rows that
/// hold no large error nothing tells.
///
/// @param kurtosis n Σx⁴ / (Σx²)²: 3 of normal errors, n / k where k equal errors carry all; NaN
///   where the metric has no squares
/// @param most of light tails
record Tails(double kurtosis, double most) {

  private static final double OF_NORMAL = 3;

  /// The kurtosis of a sample of n normal errors is off by √(24 / n) (Fisher 1930); three times
  /// that is no chance.
  private static final double SPREAD = 24;

  /// Of differences between two squared errors, whose own is 9 where the errors are normal.
  private static final double MOST_OF_DIFFERENCES = 25;

  /// Of a metric without squares.
  static final Tails LIGHT = new Tails(Double.NaN, OF_NORMAL);

  /// @param errors of the rows that are scored
  static Tails of(double[] errors) {
    double most = OF_NORMAL + 3 * Math.sqrt(SPREAD / Math.max(1, errors.length));
    return new Tails(kurtosis(errors), most);
  }

  /// @param now size of the errors of one model, row by row
  /// @param before the same of the other
  static Tails ofDifferences(Metric metric, double[] now, double[] before) {
    if (!isSquared(metric)) {
      return LIGHT;
    }
    double[] differences = new double[now.length];
    for (int i = 0; i < now.length; i++) {
      differences[i] = now[i] * now[i] - before[i] * before[i];
    }
    return new Tails(kurtosis(differences), MOST_OF_DIFFERENCES);
  }

  static boolean isSquared(Metric metric) {
    return metric == Metric.RMSE || metric == Metric.R2;
  }

  private static double kurtosis(double[] values) {
    double squares = 0;
    double fourths = 0;
    for (double value : values) {
      squares += value * value;
      fourths += value * value * value * value;
    }
    return values.length * fourths / (squares * squares);
  }

  boolean isHeavy() {
    return kurtosis > most;
  }

  /// The kurtosis where it is too high.
  Optional<Double> heavy() {
    return isHeavy() ? Optional.of(kurtosis) : Optional.empty();
  }

  /// The interval with both ends twice as far away where tails are heavy.
  ///
  /// @param least the lowest value that there is
  Interval widened(Interval found, double least) {
    if (!isHeavy()) {
      return found;
    }
    return new Interval(
        found.value(),
        Math.max(least, 2 * found.low() - found.value()),
        2 * found.high() - found.value(),
        found.confidence());
  }

  /// An interval in words, and what is to be known of it: `95 % interval 1.20 to 4.80 (heavy tails,
  /// kurtosis 42: it is set twice as wide)`.
  static String said(Interval score, Optional<Double> kurtosis) {
    return Numbers.interval(score)
        + kurtosis
            .map(high ->
                " (heavy tails, kurtosis %s: it is set twice as wide)"
                    .formatted(Numbers.brief(high)))
            .orElse("");
  }
}
