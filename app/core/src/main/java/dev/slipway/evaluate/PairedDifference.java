// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;

/// The difference between two models' scores on the same rows.
final class PairedDifference {

  private PairedDifference() {}

  /// Each draw of rows scores both, so that what is hard for both cancels; positive is better,
  /// whatever the metric's direction.
  static Interval of(Metric metric, Scoring candidate, Scoring champion, int[] rows)
      throws InterruptedException {
    return Intervals.bootstrap(
        difference(metric, candidate, champion, rows),
        rows,
        Math.min(candidate.telling(metric, rows), champion.telling(metric, rows)),
        drawn -> difference(metric, candidate, champion, drawn));
  }

  private static double difference(Metric metric, Scoring candidate, Scoring champion, int[] rows) {
    double more = candidate.score(metric, rows) - champion.score(metric, rows);
    return metric.higherIsBetter() ? more : 0 - more;
  }
}
