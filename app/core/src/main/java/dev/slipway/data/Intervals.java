// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Intervals at 95 % confidence.
final class Intervals {

  static final double CONFIDENCE = 0.95;

  /// Drawing again from fewer rows than this says nothing of rows that were not seen: two good ones
  /// would be good for ever.
  static final int FEWEST = 20;

  private static final int RESAMPLES = 1000;
  private static final long SEED = 20_261_125;

  /// The normal quantile at 97.5 %.
  private static final double Z = 1.959963984540054;

  /// More than anyone has: stands for "no number of rows will do".
  private static final double MOST = 1e12;

  private Intervals() {}

  /// Wilson's score interval of a share.
  static Interval wilson(long hits, long n) {
    double share = (double) hits / n;
    double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n));
    return new Interval(
        share,
        Math.min(share, Math.max(0, middle - half)),
        Math.max(share, Math.min(1, middle + half)),
        CONFIDENCE);
  }

  /// The percentile bootstrap, the same for the same rows every time; resamples on which the metric
  /// is not defined are left out.
  static Interval bootstrap(double value, int[] rows, ToDoubleFunction<int[]> metric)
      throws InterruptedException {
    var random = new SplittableRandom(SEED);
    double[] scores = new double[RESAMPLES];
    int defined = 0;
    int[] sample = new int[rows.length];
    for (int i = 0; i < RESAMPLES; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while resampling");
      }
      for (int j = 0; j < sample.length; j++) {
        sample[j] = rows[random.nextInt(rows.length)];
      }
      double score = metric.applyAsDouble(sample);
      if (!Double.isNaN(score)) {
        scores[defined++] = score;
      }
    }
    Arrays.sort(scores, 0, defined);
    double low = defined == 0 ? value : scores[(int) (0.025 * (defined - 1))];
    double high = defined == 0 ? value : scores[(int) Math.ceil(0.975 * (defined - 1))];
    return new Interval(value, Math.min(low, value), Math.max(high, value), CONFIDENCE);
  }

  /// How many rows more would settle on which side of a limit the value is: an interval shrinks
  /// with the square root of the rows, and must until the limit lies outside.
  static long moreNeeded(Interval found, int rows, double limit) {
    double margin = Math.abs(found.value() - limit);
    double reach =
        limit < found.value() ? found.value() - found.low() : found.high() - found.value();
    double all = Math.min(MOST, rows * Math.pow(reach / margin, 2));
    return Math.max(1, Math.round(all) - rows);
  }
}
