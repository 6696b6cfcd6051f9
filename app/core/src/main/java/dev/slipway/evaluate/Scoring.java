// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import java.util.Arrays;
import java.util.Optional;

/// Truth and answer of each holdout row, and the metrics of any selection of rows. A row may be
/// selected more than once, as the bootstrap does. A metric that the rows do not have is NaN.
sealed interface Scoring permits ClassScoring, LabelsScoring, NumberScoring {

  double score(Metric metric, int[] rows);

  /// The share of rows that may yet be missed, at 95 % confidence, by a model that misses none of
  /// these.
  double unseenMisses(Metric metric, int[] rows);

  /// How many of the rows carry the metric: a few of one class make an area unsure, whatever the
  /// number of the others.
  default int telling(Metric metric, int[] rows) {
    return rows.length;
  }

  /// What each of the rows brings to the metric, in its order: 1 or 0 of a share of rows. Rows that
  /// bring the same to two models do not tell them apart.
  default double[] marks(Metric metric, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> score(metric, new int[] {row})).toArray();
  }

  /// Whether a few of the rows carry the metric.
  default Tails tails(Metric metric, int[] rows) {
    return Tails.isSquared(metric) ? Tails.of(marks(metric, rows)) : Tails.LIGHT;
  }

  /// The metric of some rows with its 95 % interval; empty where they do not have it. Rows without
  /// a miss, drawn again, have none: what they do not rule out is added.
  default Optional<Interval> interval(Metric metric, int[] rows) throws InterruptedException {
    double value = score(metric, rows);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Optional.empty();
    }
    if (metric.isShare()) {
      return Optional.of(Intervals.wilson(Math.round(value * rows.length), rows.length));
    }
    Interval drawn =
        Intervals.bootstrap(value, rows, telling(metric, rows), sample -> score(metric, sample));
    return Optional.of(
        metric.isFlawless(value)
            ? Intervals.widened(drawn, metric.worse(unseenMisses(metric, rows)))
            : tails(metric, rows).widened(drawn, metric.least()));
  }
}
