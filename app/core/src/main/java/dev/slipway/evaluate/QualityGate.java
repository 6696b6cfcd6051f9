// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;

/// Whether an evaluation clears the floor of an objective, as far as its rows can tell. Everything
/// that shows or keeps a verdict on quality has it from here.
public final class QualityGate {

  private QualityGate() {}

  /// @param metric that the objective names; an evaluation by another one tells nothing
  /// @param floor the lowest acceptable score; for a metric where less is better, the highest
  public static Verdict judge(Evaluation evaluation, String metric, double floor) {
    return judge(evaluation, evaluation.score(), evaluation.rows(), metric, floor);
  }

  /// The same for one group of the rows.
  public static Verdict judge(
      Evaluation evaluation, Evaluation.Slice slice, String metric, double floor) {
    return judge(evaluation, slice.score(), slice.rows(), metric, floor);
  }

  /// Whether an evaluation is by that metric, under whatever name the objective gives it.
  public static boolean measures(Evaluation evaluation, String metric) {
    return Metric.of(metric).filter(each -> each.text().equals(evaluation.metric())).isPresent();
  }

  /// What a stated limit on a metric is called: `floor`, or `ceiling` where less is better.
  public static String bound(String metric) {
    return Metric.of(metric).filter(each -> !each.higherIsBetter()).isPresent()
        ? "ceiling"
        : "floor";
  }

  private static Verdict judge(
      Evaluation evaluation, Interval score, int rows, String metric, double floor) {
    String judged = evaluation.metric();
    if (!measures(evaluation, metric)) {
      return new Verdict.Inconclusive(
          "it was scored by " + judged + ", and the objective is on " + metric, 0);
    }
    boolean up = evaluation.higherIsBetter();
    double worst = up ? score.low() : score.high();
    double best = up ? score.high() : score.low();
    String because =
        "%s %s on %s, %s; the %s is %s"
            .formatted(
                judged,
                Numbers.score(score.value()),
                Words.count(rows, "row"),
                Numbers.interval(score),
                bound(metric),
                floor);
    if (rows < Intervals.FEWEST && Metric.of(metric).filter(Metric::isShare).isEmpty()) {
      return open(
          because + "; fewer than %d rows cannot tell".formatted(Intervals.FEWEST),
          Math.max(Intervals.FEWEST - rows, Intervals.moreNeeded(score, rows, floor)));
    }
    if (up ? worst >= floor : worst <= floor) {
      return new Verdict.Met(because);
    }
    if (up ? best < floor : best > floor) {
      return new Verdict.NotMet(because);
    }
    return open(because, Intervals.moreNeeded(score, rows, floor));
  }

  private static Verdict open(String because, long more) {
    return new Verdict.Inconclusive(because + "; " + Words.needed(more, "row"), more);
  }
}
