// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Calibrates the limit of the population stability index: draws windows in which nothing changed,
/// and sets the limit so that they seldom pass it. It also says how seldom.
public final class DriftCalibration {

  /// Below it drift is too small to act on, however sure it is.
  public static final double ALERT = 0.2;

  /// Share of windows without change that a limit for small ones lets through.
  private static final double SELDOM = 0.001;

  private static final int DRAWS = 1000;
  private static final int WINDOWS = 3;
  private static final long SEED = 20_261_125;

  private DriftCalibration() {}

  /// @param threshold the index above which a window differs
  /// @param falseAlarms share of windows without change that are above it
  /// @param falseTickets share of three such windows of which two are
  public record Alarm(double threshold, double falseAlarms, double falseTickets) {}

  /// @param counts rows of the reference in each bin
  /// @param window rows of a window
  public static Alarm of(List<Long> counts, int window) {
    double[] shares = shares(counts);
    long rows = counts.stream().mapToLong(Long::longValue).sum();
    double threshold = threshold(occupied(counts), rows, window);
    var random = new SplittableRandom(SEED);
    int alarms = 0;
    int tickets = 0;
    int learned = (int) Math.min(rows, Integer.MAX_VALUE / 2);
    for (int i = 0; i < DRAWS; i++) {
      // The reference is a sample too: its own luck is part of the difference.
      long[] reference = draw(shares, learned, random);
      int above = 0;
      for (int j = 0; j < WINDOWS; j++) {
        above += index(reference, draw(shares, window, random)) > threshold ? 1 : 0;
      }
      alarms += above;
      tickets += above >= 2 ? 1 : 0;
    }
    return new Alarm(threshold, (double) alarms / (DRAWS * WINDOWS), (double) tickets / DRAWS);
  }

  /// Without change, the index over (1/n + 1/m) is about chi squared with one degree less than
  /// there are bins; its 99.9 % point is the bound for small windows.
  public static double threshold(int bins, long rows, int window) {
    int degrees = Math.max(1, bins - 1);
    double chiSquared = ChiSquaredDistribution.of(degrees).inverseSurvivalProbability(SELDOM);
    return Math.max(ALERT, chiSquared * (1.0 / Math.max(1, rows) + 1.0 / window));
  }

  /// The population stability index of two samples over the same bins; half a row is added to each
  /// bin, so that an empty one does not make it infinite.
  public static double index(long[] reference, long[] window) {
    double index = 0;
    double n = 0;
    double m = 0;
    for (int i = 0; i < reference.length; i++) {
      n += reference[i] + 0.5;
      m += window[i] + 0.5;
    }
    for (int i = 0; i < reference.length; i++) {
      double expected = (reference[i] + 0.5) / n;
      double seen = (window[i] + 0.5) / m;
      index += (seen - expected) * Math.log(seen / expected);
    }
    return index;
  }

  private static int occupied(List<Long> counts) {
    return (int) counts.stream().filter(count -> count > 0).count();
  }

  private static double[] shares(List<Long> counts) {
    double rows = Math.max(1, counts.stream().mapToLong(Long::longValue).sum());
    return counts.stream().mapToDouble(count -> count / rows).toArray();
  }

  private static long[] draw(double[] shares, int rows, SplittableRandom random) {
    long[] counts = new long[shares.length];
    int left = rows;
    double share = 1;
    for (int i = 0; i < shares.length - 1 && left > 0; i++) {
      double p = share <= 0 ? 0 : Math.clamp(shares[i] / share, 0, 1);
      int here = binomial(left, p, random);
      counts[i] = here;
      left -= here;
      share -= shares[i];
    }
    counts[shares.length - 1] += left;
    return counts;
  }

  /// Exact for few rows; for many, the normal approximation, whose error is far below one row in a
  /// hundred there.
  private static int binomial(int n, double p, SplittableRandom random) {
    if (n * p * (1 - p) > 1000) {
      double drawn = n * p + Math.sqrt(n * p * (1 - p)) * random.nextGaussian();
      return Math.clamp(Math.round(drawn), 0, n);
    }
    if (p > 0.5) {
      return n - binomial(n, 1 - p, random);
    }
    if (p <= 0) {
      return 0;
    }
    // Waiting times between successes are geometric.
    int successes = 0;
    double at = 0;
    while (true) {
      at += Math.floor(Math.log(1 - random.nextDouble()) / Math.log1p(-p)) + 1;
      if (at > n) {
        return successes;
      }
      successes++;
    }
  }
}
