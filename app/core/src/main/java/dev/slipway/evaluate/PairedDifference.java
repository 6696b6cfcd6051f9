// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Words;
import java.util.Optional;

/// The difference between two models' scores on the same rows.
///
/// @param delta how much better the candidate is: positive is better, whatever the metric's
///   direction
/// @param caution why its interval must not decide; empty where it may
/// @param moreNeeded rows that would mend that, at least; 0 where nothing stands in the way
record PairedDifference(Interval delta, Optional<String> caution, long moreNeeded) {

  /// Fewer rows than this that tell two models apart are too few to draw from: what is drawn of
  /// them is as coarse as the counts that McNemar's test is about, whose approximation gives way to
  /// exact counting below 25 (mlxtend's documentation of the test, for one).
  static final int FEWEST_APART = 25;

  /// Of 40 rows, 4 to 6 % of the models passed that were just too much worse (`ChampionBenchTest`).
  static final int FEWEST_DRAWN = 50;

  /// Drawn differences are set so much wider: without it up to 3.3 % passed, with it below 2.5 %.
  private static final double WIDER = 1.1;

  /// A share of rows has an interval of its own; of every other metric, rows are drawn.
  static PairedDifference of(Metric metric, Scoring candidate, Scoring champion, int[] rows)
      throws InterruptedException {
    double[] now = candidate.marks(metric, rows);
    double[] before = champion.marks(metric, rows);
    int won = 0;
    int lost = 0;
    for (int i = 0; i < rows.length; i++) {
      int order = Double.compare(now[i], before[i]);
      won += order > 0 ? 1 : 0;
      lost += order < 0 ? 1 : 0;
    }
    if (metric.isShare()) {
      return shares(PairedShares.difference(won, lost, rows.length), rows.length);
    }
    Interval drawn = drawn(metric, candidate, champion, rows);
    if (rows.length < FEWEST_DRAWN) {
      return new PairedDifference(
          drawn,
          Optional.of("fewer than %d rows cannot tell".formatted(FEWEST_DRAWN)),
          FEWEST_DRAWN - rows.length);
    }
    int apart = won + lost;
    return apart < FEWEST_APART
        ? few(widened(drawn, metric, candidate, rows), apart, rows.length)
        : sure(Tails.ofDifferences(metric, now, before).widened(drawn, Double.NEGATIVE_INFINITY));
  }

  /// Of fewer rows up to 3.9 % of the models passed that were just too much worse, where 2.5 % are
  /// promised.
  static PairedDifference shares(Interval delta, int rows) {
    return rows < Intervals.FEWEST
        ? new PairedDifference(
            delta,
            Optional.of("fewer than %d rows cannot tell".formatted(Intervals.FEWEST)),
            Intervals.FEWEST - rows)
        : sure(delta);
  }

  private static PairedDifference sure(Interval delta) {
    return new PairedDifference(delta, Optional.empty(), 0);
  }

  /// Each draw of rows scores both, so that what is hard for both cancels.
  private static Interval drawn(Metric metric, Scoring candidate, Scoring champion, int[] rows)
      throws InterruptedException {
    Interval found =
        Intervals.bootstrap(
            difference(metric, candidate, champion, rows),
            rows,
            Math.min(candidate.telling(metric, rows), champion.telling(metric, rows)),
            drawn -> difference(metric, candidate, champion, drawn));
    double value = found.value();
    return new Interval(
        value,
        value - WIDER * (value - found.low()),
        value + WIDER * (found.high() - value),
        found.confidence());
  }

  private static PairedDifference few(Interval delta, int apart, int rows) {
    return new PairedDifference(
        delta,
        Optional.of(
            "the two differ on %s, and fewer than %d cannot tell"
                .formatted(apart == 0 ? "no row" : Words.count(apart, "row"), FEWEST_APART)),
        apart == 0 ? Intervals.OUT_OF_REACH : (long) rows * (FEWEST_APART - apart) / apart + 1);
  }

  /// Rows on which two models agree, drawn again, have no difference: what they do not rule out is
  /// added. How far off a number may be has no bound that rows could tell.
  private static Interval widened(Interval drawn, Metric metric, Scoring scoring, int[] rows) {
    if (metric.suits(Metric.Task.NUMBER)) {
      return drawn;
    }
    double unseen = Math.abs(metric.worse(scoring.unseenMisses(metric, rows)) - metric.worse(0));
    return Intervals.widened(
        Intervals.widened(drawn, drawn.value() - unseen), drawn.value() + unseen);
  }

  private static double difference(Metric metric, Scoring candidate, Scoring champion, int[] rows) {
    double more = candidate.score(metric, rows) - champion.score(metric, rows);
    return metric.higherIsBetter() ? more : 0 - more;
  }
}
