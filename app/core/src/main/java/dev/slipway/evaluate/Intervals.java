// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// Intervals at 95 % confidence.
final class Intervals {

  static final double CONFIDENCE = 0.95;

  /// Drawing again from fewer rows than this says nothing of rows that were not seen: two good ones
  /// would be good for ever.
  static final int FEWEST = 20;

  private static final int RESAMPLES = 1000;

  /// So many times a part of the rows is left out.
  private static final int PARTS = 100;

  private static final long SEED = 20_261_125;

  private static final double UPPER = 1 - (1 - CONFIDENCE) / 2;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  static final double Z = NORMAL.inverseCumulativeProbability(UPPER);

  /// More than anyone has: stands for "no number of rows will do".
  static final long OUT_OF_REACH = 1_000_000_000_000L;

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

  /// The bootstrap of bias corrected and accelerated percentiles (Efron 1987), which are set wider
  /// apart for few rows (Hesterberg 2015, expanded percentiles): plain percentiles of errors and of
  /// areas under a curve lie too near, and on the side that flatters. The same for the same rows
  /// every time; resamples on which the metric is not defined are left out.
  ///
  /// @param telling how many of the rows carry the metric
  static Interval bootstrap(double value, int[] rows, int telling, ToDoubleFunction<int[]> metric)
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
    if (defined == 0) {
      return new Interval(value, value, value, CONFIDENCE);
    }
    Arrays.sort(scores, 0, defined);
    double bias = bias(scores, defined, value);
    double skew = acceleration(rows, metric);
    double reach = reach(telling);
    double low = scores[(int) (share(bias, skew, 0 - reach) * (defined - 1))];
    double high = scores[(int) Math.ceil(share(bias, skew, reach) * (defined - 1))];
    return new Interval(value, Math.min(low, value), Math.max(high, value), CONFIDENCE);
  }

  /// How far the middle of the draws lies from the value, in deviations.
  private static double bias(double[] scores, int defined, double value) {
    double below = 0;
    for (int i = 0; i < defined; i++) {
      below += scores[i] < value ? 1 : scores[i] == value ? 0.5 : 0;
    }
    return NORMAL.inverseCumulativeProbability(
        Math.clamp(below / defined, 1.0 / RESAMPLES, 1 - 1.0 / RESAMPLES));
  }

  /// How much the spread of the metric changes with it: the skewness of its values without a part
  /// of the rows, over six. Zero where it is not defined without one.
  private static double acceleration(int[] rows, ToDoubleFunction<int[]> metric)
      throws InterruptedException {
    int parts = Math.min(rows.length, PARTS);
    double[] without = new double[parts];
    for (int part = 0; part < parts; part++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while resampling");
      }
      int of = part;
      without[part] =
          metric.applyAsDouble(
              IntStream.range(0, rows.length)
                  .filter(i -> i % parts != of)
                  .map(i -> rows[i])
                  .toArray());
    }
    double mean = Arrays.stream(without).average().orElse(Double.NaN);
    double squares = 0;
    double cubes = 0;
    for (double each : without) {
      squares += Math.pow(mean - each, 2);
      cubes += Math.pow(mean - each, 3);
    }
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    return Double.isFinite(acceleration) ? acceleration : 0;
  }

  /// Half the width of an interval of a mean, in deviations as the draws have them: Student's
  /// quantile instead of the normal one, and a sample's deviation instead of that of its draws.
  private static double reach(int rows) {
    double freedom = Math.max(1, rows - 1);
    double student = TDistribution.of(freedom).inverseCumulativeProbability(UPPER);
    return student * Math.sqrt((freedom + 1) / freedom);
  }

  /// The share of the draws that are below the end of the interval.
  private static double share(double bias, double skew, double reach) {
    double from = bias + reach;
    double divisor = 1 - skew * from;
    return divisor <= 0
        ? (reach < 0 ? 0 : 1)
        : Math.clamp(NORMAL.cumulativeProbability(bias + from / divisor), 0, 1);
  }

  static Interval widened(Interval found, double to) {
    return new Interval(
        found.value(), Math.min(found.low(), to), Math.max(found.high(), to), found.confidence());
  }

  /// How many rows more would settle on which side of a limit the value is: an interval shrinks
  /// with the square root of the rows, and must until the limit lies outside.
  static long moreNeeded(Interval found, int rows, double limit) {
    double margin = Math.abs(found.value() - limit);
    double reach =
        limit < found.value() ? found.value() - found.low() : found.high() - found.value();
    double all = Math.min(OUT_OF_REACH, rows * Math.pow(reach / margin, 2));
    return Math.max(1, Math.round(all) - rows);
  }
}
