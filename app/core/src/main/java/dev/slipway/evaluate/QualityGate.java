// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Verdict;
import java.util.Arrays;
import java.util.Locale;

/// Whether an evaluation clears a floor, as far as its rows can tell.
public final class QualityGate {

  private QualityGate() {}

  /// @param floor the lowest acceptable score; for a metric where less is better, the highest
  public static Verdict judge(Evaluation evaluation, double floor) {
    return judge(evaluation, evaluation.score(), evaluation.rows(), floor);
  }

  /// The same for one group of the rows.
  public static Verdict judge(Evaluation evaluation, Evaluation.Slice slice, double floor) {
    return judge(evaluation, slice.score(), slice.rows(), floor);
  }

  /// A stated floor as a number that more is better than: a metric where less is better has it
  /// negated.
  public static double asFloor(String metric, double stated) {
    boolean less =
        Arrays.stream(Metric.values())
            .anyMatch(each -> !each.higherIsBetter() && each.isCalled(metric));
    return less ? -stated : stated;
  }

  private static boolean isShare(String metric) {
    return Arrays.stream(Metric.values())
        .anyMatch(each -> each.isShare() && each.text().equals(metric));
  }

  private static Verdict judge(Evaluation evaluation, Interval score, int rows, double floor) {
    boolean up = evaluation.higherIsBetter();
    double worst = up ? score.low() : score.high();
    double best = up ? score.high() : score.low();
    String because =
        String.format(
            Locale.ROOT,
            "%s %.4g on %d rows, %.0f %% interval %.4g to %.4g; the %s is %s",
            evaluation.metric(),
            score.value(),
            rows,
            score.confidence() * 100,
            score.low(),
            score.high(),
            up ? "floor" : "ceiling",
            floor);
    if (rows < Intervals.FEWEST && !isShare(evaluation.metric())) {
      return new Verdict.Inconclusive(
          because + "; fewer than %d rows cannot tell".formatted(Intervals.FEWEST),
          Math.max(Intervals.FEWEST - rows, Intervals.moreNeeded(score, rows, floor)));
    }
    if (up ? worst >= floor : worst <= floor) {
      return new Verdict.Met(because);
    }
    if (up ? best < floor : best > floor) {
      return new Verdict.NotMet(because);
    }
    return new Verdict.Inconclusive(because, Intervals.moreNeeded(score, rows, floor));
  }
}
