// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import java.util.Arrays;
import java.util.List;

/// How the values of a constant are spread, over as many of them as can be looked at in a moment.
///
/// @param name of the constant
/// @param count how many values it has
/// @param looked how many were looked at, evenly picked
/// @param low the smallest of those
/// @param high the largest
/// @param zeros how many of those are exactly 0
/// @param odd how many of those are no finite number
/// @param bins how many of those lie in each of equally wide ranges from low to high
public record WeightHistogram(
    String name,
    long count,
    long looked,
    double low,
    double high,
    double mean,
    long zeros,
    long odd,
    List<Long> bins) {

  private static final long MOST = 1_000_000;
  private static final int BINS = 40;

  public WeightHistogram {
    bins = List.copyOf(bins);
  }

  static WeightHistogram of(String name, StoredNumbers numbers) {
    long every = Math.max(1, (numbers.count() + MOST - 1) / MOST);
    int looked = (int) ((numbers.count() + every - 1) / every);
    double[] finite = new double[looked];
    int kept = 0;
    long zeros = 0;
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < looked; i++) {
      double value = numbers.at().applyAsDouble(i * every);
      if (Double.isFinite(value)) {
        finite[kept++] = value;
        zeros += value == 0 ? 1 : 0;
        sum += value;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return new WeightHistogram(
        name,
        numbers.count(),
        looked,
        kept == 0 ? 0 : low,
        kept == 0 ? 0 : high,
        kept == 0 ? 0 : sum / kept,
        zeros,
        looked - kept,
        bins(Arrays.copyOf(finite, kept), low, high));
  }

  private static List<Long> bins(double[] values, double low, double high) {
    if (values.length == 0) {
      return List.of();
    }
    if (low == high) {
      return List.of((long) values.length);
    }
    long[] bins = new long[BINS];
    for (double value : values) {
      // halved, since the difference of two large numbers may be infinite
      double share = (value / 2 - low / 2) / (high / 2 - low / 2);
      bins[Math.clamp((long) (share * BINS), 0, BINS - 1)]++;
    }
    return Arrays.stream(bins).boxed().toList();
  }
}
