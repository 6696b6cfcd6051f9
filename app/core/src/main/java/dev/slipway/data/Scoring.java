// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Interval;
import java.util.Optional;

/// Truth and answer of each holdout row, and the metrics of any choice of rows; a row may be chosen
/// more than once, as the bootstrap does. NaN is a metric that these rows do not have.
sealed interface Scoring permits ClassScoring, LabelsScoring, NumberScoring {

  int rows();

  double score(Metric metric, int[] rows);

  /// The metric of some rows with its 95 % interval; empty where they do not have it.
  default Optional<Interval> interval(Metric metric, int[] rows) throws InterruptedException {
    double value = score(metric, rows);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Optional.empty();
    }
    return Optional.of(
        metric.isShare()
            ? Intervals.wilson(Math.round(value * rows.length), rows.length)
            : Intervals.bootstrap(value, rows, sample -> score(metric, sample)));
  }
}
