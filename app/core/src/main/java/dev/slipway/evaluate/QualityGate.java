// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether an evaluation clears the floor of an objective, as far as its rows can tell. Everything
/// that shows or keeps a verdict on quality has it from here.
public final class QualityGate {

  private QualityGate() {}

  /// @param metric that the objective names; an evaluation by another one tells nothing
  /// @param floor the lowest acceptable score; for a metric where less is better, the highest
  public static Verdict judge(Evaluation evaluation, String metric, double floor) {
    var found = new Found(evaluation.score(), evaluation.rows(), evaluation.kurtosis(), false);
    return judge(evaluation, found, metric, floor);
  }

  /// The same for one group of the rows.
  public static Verdict judge(
      Evaluation evaluation, Evaluation.Slice slice, String metric, double floor) {
    var found = new Found(slice.score(), slice.rows(), slice.kurtosis(), true);
    return judge(evaluation, found, metric, floor);
  }

  /// All groups together: met where each is, not met where one is not. A group that its rows leave
  /// open leaves the whole open, and so does an evaluation of no groups.
  public static Verdict judgeSlices(Evaluation evaluation, String metric, double floor) {
    if (!measures(evaluation, metric)) {
      return unlike(evaluation, metric);
    }
    List<String> below = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    for (Evaluation.Slice slice : evaluation.slices()) {
      switch (judge(evaluation, slice, metric, floor)) {
        case Verdict.Met met -> {}
        case Verdict.NotMet notMet -> below.add(slice.name());
        case Verdict.Inconclusive open -> undecided.add(slice.name());
      }
    }
    String all = Words.count(evaluation.slices().size(), "group");
    if (!below.isEmpty()) {
      return new Verdict.NotMet("below in " + String.join(", ", below) + ", of " + all);
    }
    List<String> open = new ArrayList<>();
    if (!undecided.isEmpty()) {
      open.add("too few rows to tell in " + String.join(", ", undecided) + ", of " + all);
    }
    evaluation
        .unscored()
        .ifPresent(groups -> open.add("there is no " + evaluation.metric() + " of " + groups));
    if (!open.isEmpty()) {
      return new Verdict.Inconclusive(String.join("; ", open), 0);
    }
    return evaluation.slices().isEmpty()
        ? new Verdict.Inconclusive(
            "no groups are named (objectives.quality.slices in slipway.yaml)", 0)
        : new Verdict.Met("in all of " + all);
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

  /// How many more rows would settle an open verdict, and on which side where the score is on the
  /// wrong one.
  ///
  /// @param slice the group that was judged; empty for all rows
  public static String needed(
      Evaluation evaluation, Optional<Evaluation.Slice> slice, double floor, long more) {
    Interval score = slice.map(Evaluation.Slice::score).orElse(evaluation.score());
    return needed(evaluation.higherIsBetter(), score, slice.isPresent(), floor, more);
  }

  private static String needed(boolean up, Interval score, boolean group, double floor, long more) {
    boolean missed = up ? score.value() < floor : score.value() > floor;
    return Words.needed(
        more,
        "row",
        group ? "of this group" : "",
        missed ? "to be sure that it is " + (up ? "below" : "above") : "");
  }

  /// A score with what its interval rests on.
  ///
  /// @param group whether it is of a group of the rows
  private record Found(Interval score, int rows, Optional<Double> kurtosis, boolean group) {
    Verdict open(String because, boolean up, double floor, long more) {
      return new Verdict.Inconclusive(because + "; " + needed(up, score, group, floor, more), more);
    }
  }

  private static Verdict judge(Evaluation evaluation, Found found, String metric, double floor) {
    Interval score = found.score();
    int rows = found.rows();
    String judged = evaluation.metric();
    if (!measures(evaluation, metric)) {
      return unlike(evaluation, metric);
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
                Tails.said(score, found.kurtosis()),
                bound(metric),
                floor);
    if (rows < Intervals.FEWEST && Metric.of(metric).filter(Metric::isShare).isEmpty()) {
      return found.open(
          because + "; fewer than %d rows cannot tell".formatted(Intervals.FEWEST),
          up,
          floor,
          Math.max(Intervals.FEWEST - rows, Intervals.moreNeeded(score, rows, floor)));
    }
    if (up ? worst >= floor : worst <= floor) {
      return new Verdict.Met(because);
    }
    if (up ? best < floor : best > floor) {
      return new Verdict.NotMet(because);
    }
    return found.open(because, up, floor, Intervals.moreNeeded(score, rows, floor));
  }

  private static Verdict unlike(Evaluation evaluation, String metric) {
    return new Verdict.Inconclusive(
        "it was scored by " + evaluation.metric() + ", and the objective is on " + metric, 0);
  }
}
