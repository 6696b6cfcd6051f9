// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// By how much a regression is off, row by row: its answer less the truth.
///
/// @param mean of all, so that it is positive where the model answers too much
/// @param deviation standard deviation about the mean
/// @param bins of equal width, the lowest first; the first and the last are as wide as their half
///   percent of the rows is far out
/// @param points truth and answer of some rows from all over the truth, by truth
public record Residuals(double mean, double deviation, List<Bin> bins, List<Point> points) {

  private static final int BINS = 24;
  private static final int MOST_POINTS = 1_000;
  private static final double TAIL = 0.005;

  public Residuals {
    bins = List.copyOf(bins);
    points = List.copyOf(points);
  }

  /// Rows that are off by `low` to below `high`; the last bin has its upper end too.
  public record Bin(double low, double high, int rows) {

    /// @param last whether it is the last bin
    public boolean holds(double residual, boolean last) {
      return residual >= low && (residual < high || (last && residual == high));
    }
  }

  public record Point(double truth, double answer) {}

  /// Empty without rows.
  static Optional<Residuals> of(double[] truth, double[] answer) {
    if (truth.length == 0) {
      return Optional.empty();
    }
    double[] off =
        IntStream.range(0, truth.length).mapToDouble(i -> answer[i] - truth[i]).toArray();
    double mean = Arrays.stream(off).average().orElse(0);
    double squares = Arrays.stream(off).map(each -> (each - mean) * (each - mean)).sum();
    return Optional.of(
        new Residuals(
            mean,
            Math.sqrt(squares / Math.max(1, off.length - 1)),
            bins(off),
            points(truth, answer)));
  }

  private static List<Bin> bins(double[] off) {
    double[] sorted = off.clone();
    Arrays.sort(sorted);
    int tail = (int) (TAIL * sorted.length);
    double low = sorted[tail];
    double high = sorted[sorted.length - 1 - tail];
    double width = (high - low) / BINS;
    if (!(width > 0)) {
      return List.of(new Bin(sorted[0], sorted[sorted.length - 1], sorted.length));
    }
    double[] ends = new double[BINS + 1];
    Arrays.setAll(ends, i -> low + i * width);
    ends[0] = sorted[0];
    ends[BINS] = sorted[sorted.length - 1];
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      var empty = new Bin(ends[i], ends[i + 1], 0);
      boolean last = i == BINS - 1;
      int rows = (int) Arrays.stream(sorted).filter(each -> empty.holds(each, last)).count();
      bins.add(new Bin(ends[i], ends[i + 1], rows));
    }
    return bins;
  }

  private static List<Point> points(double[] truth, double[] answer) {
    int every = Math.ceilDiv(truth.length, MOST_POINTS);
    List<Point> sorted =
        IntStream.range(0, truth.length)
            .mapToObj(i -> new Point(truth[i], answer[i]))
            .sorted(Comparator.comparingDouble(Point::truth).thenComparingDouble(Point::answer))
            .toList();
    return IntStream.range(0, sorted.size())
        .filter(i -> i % every == 0)
        .mapToObj(sorted::get)
        .toList();
  }
}
