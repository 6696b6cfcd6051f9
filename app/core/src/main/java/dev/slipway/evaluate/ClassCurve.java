// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How well the scores of one class tell its rows from all others, threshold by threshold: the
/// points of its ROC curve and of its precision-recall curve.
///
/// @param name the class
/// @param rows of the holdout that are of it
/// @param area under the ROC curve; a tie counts half
/// @param averagePrecision the mean of precision, weighted by the gain in recall at each threshold
///   (Zhu 2004, "Recall, precision and average precision")
/// @param operating where the model's own answers lie; empty where it never answers with this class
/// @param points from the highest threshold to the lowest, thinned so that neighbours that look the
///   same are one
public record ClassCurve(
    String name,
    int rows,
    double area,
    double averagePrecision,
    Optional<Point> operating,
    List<Point> points) {

  /// Closer ones look the same on a screen.
  private static final double APART = 0.02;

  public ClassCurve {
    points = List.copyOf(points);
  }

  /// What comes of taking each row for the class whose score is at least the threshold.
  ///
  /// @param threshold a score, 0 to 1
  /// @param recall share of the class's rows that are found, 0 to 1
  /// @param falseAlarms share of all other rows that are taken for it, 0 to 1
  /// @param precision share of the rows taken for it that are of it, 0 to 1
  public record Point(double threshold, double recall, double falseAlarms, double precision) {

    private boolean looksLike(Point other) {
      return Math.abs(recall - other.recall) < APART
          && Math.abs(falseAlarms - other.falseAlarms) < APART
          && Math.abs(precision - other.precision) < APART;
    }
  }

  /// @param scores of the class, by row, 0 to 1
  /// @param is by row, whether it is of the class
  /// @param answered by row, whether the model answers with the class
  /// @return empty unless there are rows of the class and others
  static Optional<ClassCurve> of(String name, double[] scores, boolean[] is, boolean[] answered) {
    int inside = (int) IntStream.range(0, is.length).filter(row -> is[row]).count();
    int outside = is.length - inside;
    if (inside == 0 || outside == 0) {
      return Optional.empty();
    }
    List<Point> all = points(scores, is, inside, outside);
    double area = 0;
    double average = 0;
    double recall = 0;
    double alarms = 0;
    for (Point point : all) {
      area += (point.falseAlarms - alarms) * (point.recall + recall) / 2;
      average += (point.recall - recall) * point.precision;
      recall = point.recall;
      alarms = point.falseAlarms;
    }
    Optional<Point> operating = operating(scores, is, answered, inside, outside);
    return Optional.of(new ClassCurve(name, inside, area, average, operating, thinned(all)));
  }

  /// One for each different score.
  private static List<Point> points(double[] scores, boolean[] is, int inside, int outside) {
    List<Integer> order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> scores[row]).reversed())
            .toList();
    List<Point> points = new ArrayList<>();
    int found = 0;
    int taken = 0;
    for (int row : order) {
      taken++;
      found += is[row] ? 1 : 0;
      if (taken == order.size() || scores[order.get(taken)] < scores[row]) {
        points.add(point(scores[row], found, taken, inside, outside));
      }
    }
    return points;
  }

  private static Optional<Point> operating(
      double[] scores, boolean[] is, boolean[] answered, int inside, int outside) {
    int[] taken = IntStream.range(0, is.length).filter(row -> answered[row]).toArray();
    int found = (int) Arrays.stream(taken).filter(row -> is[row]).count();
    return Arrays.stream(taken).mapToDouble(row -> scores[row]).min().stream()
        .mapToObj(lowest -> point(lowest, found, taken.length, inside, outside))
        .findFirst();
  }

  private static Point point(double threshold, int found, int taken, int inside, int outside) {
    return new Point(
        threshold,
        (double) found / inside,
        (double) (taken - found) / outside,
        (double) found / taken);
  }

  private static List<Point> thinned(List<Point> all) {
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Point point = all.get(i);
      if (kept.isEmpty() || i == all.size() - 1 || !point.looksLike(kept.getLast())) {
        kept.add(point);
      }
    }
    return kept;
  }
}
