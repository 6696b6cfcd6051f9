// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Interval;
import dev.slipway.base.Verdict;
import java.util.Locale;

/// Whether an evaluation clears a floor, as far as its rows can tell.
public final class QualityGate {

  /// More than anyone has: stands for "no number of rows will do".
  private static final double MOST = 1e12;

  private QualityGate() {}

  /// @param floor the lowest acceptable score; for a metric where less is better, the highest
  public static Verdict judge(Evaluation evaluation, double floor) {
    Interval score = evaluation.score();
    boolean up = evaluation.higherIsBetter();
    double worst = up ? score.low() : score.high();
    double best = up ? score.high() : score.low();
    String because =
        String.format(
            Locale.ROOT,
            "%s %.4g on %d rows, %.0f %% interval %.4g to %.4g; the %s is %s",
            evaluation.metric(),
            score.value(),
            evaluation.rows(),
            score.confidence() * 100,
            score.low(),
            score.high(),
            up ? "floor" : "ceiling",
            floor);
    if (up ? worst >= floor : worst <= floor) {
      return new Verdict.Met(because);
    }
    if (up ? best < floor : best > floor) {
      return new Verdict.NotMet(because);
    }
    return new Verdict.Inconclusive(because, moreNeeded(evaluation, floor));
  }

  /// An interval shrinks with the square root of the rows; it must shrink until the floor lies
  /// outside.
  private static long moreNeeded(Evaluation evaluation, double floor) {
    Interval score = evaluation.score();
    double margin = Math.abs(score.value() - floor);
    double reach =
        floor < score.value() ? score.value() - score.low() : score.high() - score.value();
    double rows = Math.min(MOST, evaluation.rows() * Math.pow(reach / margin, 2));
    return Math.max(1, Math.round(rows) - evaluation.rows());
  }
}
