// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Calibrates the limit of the population stability index as the exported rules compute it: draws
/// windows in which nothing changed, and sets the limit so that they seldom pass it. It also says
/// how seldom, or that it cannot.
public final class DriftCalibration {

  /// Below it drift is too small to act on, however sure it is.
  public static final double ALERT = 0.2;

  /// The least share of a bin: an empty one has no logarithm. The exported rules, the dashboard and
  /// the review of a model that is trained again use the same.
  public static final double LEAST_SHARE = 0.0001;

  /// Share of windows without change that a limit for small ones lets through.
  private static final double SELDOM = 0.001;

  /// A rarer category has a share that is hardly known (Cochran 1954 asks as much of a chi
  /// squared): such are counted together.
  public static final int LEAST_ROWS = 5;

  /// Rows of the reference that a bin needs on average: with fewer, tickets by chance came up to
  /// ten times as often as the draws let expect (`DriftBenchTest`). Numbers are spread over fewer
  /// bins.
  private static final int ROWS_A_BIN = 10;

  /// Bins of so many rows are never empty by chance.
  private static final int FULL = 20;

  /// Of fewer rows no share is known well enough to promise a rate.
  private static final int FEWEST = 100;

  private static final int BINS = 10;
  private static final int DRAWS = 1000;
  private static final int WINDOWS = 3;
  private static final long SEED = 20_261_125;

  private DriftCalibration() {}

  /// @param threshold the index above which a window differs
  /// @param falseAlarms share of windows without change that are above it
  /// @param falseTickets share of three such windows of which two are
  /// @param promised whether the reference is large enough for the two shares to hold
  public record Alarm(double threshold, double falseAlarms, double falseTickets, boolean promised) {

    /// How often chance raises an alarm, for a person.
    public String inWords() {
      return promised
          ? Numbers.percent(falseAlarms)
              + " of windows, "
              + Numbers.percent(falseTickets)
              + " of two in three"
          : "no promise: too few rows for so many bins";
    }
  }

  /// How many bins of numbers a reference of so many rows can fill.
  public static int bins(long rows) {
    return Math.clamp(rows / ROWS_A_BIN, 2, BINS);
  }

  /// @param counts rows of the reference in each bin
  /// @param window rows of a window
  public static Alarm of(List<Long> counts, int window) {
    long rows = counts.stream().mapToLong(Long::longValue).sum();
    double[][] unchanged = unchanged(counts, rows, window);
    double threshold = threshold(counts, rows, window, unchanged);
    long alarms = 0;
    long tickets = 0;
    for (double[] three : unchanged) {
      long above = Arrays.stream(three).filter(index -> index > threshold).count();
      alarms += above;
      tickets += above >= 2 ? 1 : 0;
    }
    // One more of each: what no draw showed may still come once in so many. Of three windows two
    // are above at most half as often again as one is.
    double often = (alarms + 1.0) / (DRAWS * WINDOWS + 1);
    double twice = Math.min((tickets + 1.0) / (DRAWS + 1), often * WINDOWS / 2);
    return new Alarm(threshold, often, twice, isEnough(counts, rows));
  }

  /// Indices of windows in which nothing changed, by three that share a reference: it is a sample
  /// too, and its own luck is part of the difference.
  private static double[][] unchanged(List<Long> counts, long rows, int window) {
    double[] shares = shares(counts, rows);
    var random = new SplittableRandom(SEED);
    int learned = Math.clamp(rows, 1, Integer.MAX_VALUE / 2);
    double[][] indices = new double[DRAWS][WINDOWS];
    for (double[] three : indices) {
      long[] reference = draw(shares, learned, random);
      for (int i = 0; i < WINDOWS; i++) {
        three[i] = index(reference, draw(shares, window, random));
      }
    }
    return indices;
  }

  /// Without change, the index over (1/n + 1/m) is about chi squared with one degree less than
  /// there are bins; its 99.9 % point is the limit for small windows. Of nearly empty bins it is
  /// more: then the limit is what one drawn window in a thousand passes.
  private static double threshold(List<Long> counts, long rows, int window, double[][] unchanged) {
    double[] sorted = Arrays.stream(unchanged).flatMapToDouble(Arrays::stream).sorted().toArray();
    double drawn = sorted[sorted.length - 1 - (int) (SELDOM * sorted.length)];
    return Math.max(ALERT, Math.max(drawn, even(counts, rows, window)));
  }

  private static double even(List<Long> counts, long rows, int window) {
    int degrees = Math.max(1, (int) counts.stream().filter(count -> count > 0).count() - 1);
    double chiSquared = ChiSquaredDistribution.of(degrees).inverseSurvivalProbability(SELDOM);
    return chiSquared * (1.0 / Math.max(1, rows) + 1.0 / Math.max(1, window));
  }

  /// The limit for one look at so many rows, as an alarm has it. Where its least is enough to judge
  /// an index, or all bins are so full that chance comes nowhere near [#ALERT], nothing is drawn.
  ///
  /// @param counts rows of the reference in each bin
  static double limit(List<Long> counts, long rows, double index) {
    long learned = counts.stream().mapToLong(Long::longValue).sum();
    int window = Math.clamp(rows, 1, Integer.MAX_VALUE / 2);
    double even = even(counts, learned, window);
    double least = Math.max(ALERT, even);
    long rarest = counts.stream().filter(count -> count > 0).min(Long::compare).orElse(0L);
    boolean full = Math.min(1, (double) window / Math.max(1, learned)) * rarest >= FULL;
    return index <= least || (full && even <= ALERT / 4)
        ? least
        : threshold(counts, learned, window, unchanged(counts, learned, window));
  }

  /// A bin that is there for what never came counts for none.
  static boolean isEnough(List<Long> counts, long rows) {
    return rows >= ROWS_A_BIN * counts.stream().filter(count -> count > 0).count()
        && rows >= FEWEST;
  }

  /// The population stability index of two samples over the same bins, as the exported rules have
  /// it: no share is below [#LEAST_SHARE].
  public static double index(long[] reference, long[] window) {
    double n = Math.max(1, Arrays.stream(reference).sum());
    double m = Math.max(1, Arrays.stream(window).sum());
    double index = 0;
    for (int i = 0; i < reference.length; i++) {
      double expected = Math.max(LEAST_SHARE, reference[i] / n);
      double seen = Math.max(LEAST_SHARE, window[i] / m);
      index += (seen - expected) * Math.log(seen / expected);
    }
    return index;
  }

  /// What the reference makes likely, half a row added to each bin: one that it left empty is rare,
  /// not impossible.
  private static double[] shares(List<Long> counts, long rows) {
    double all = rows + 0.5 * counts.size();
    return counts.stream().mapToDouble(count -> (count + 0.5) / all).toArray();
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
