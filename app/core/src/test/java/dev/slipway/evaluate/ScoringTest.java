// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Interval;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Metrics, intervals and verdicts.
final class ScoringTest {

  @Test
  void wilsonIntervalsAreThoseOfTheLiterature() {
    Interval half = Intervals.wilson(5, 10);
    assertEquals(0.2366, half.low(), 1e-4);
    assertEquals(0.7634, half.high(), 1e-4);

    Interval all = Intervals.wilson(20, 20);
    assertEquals(0.8389, all.low(), 1e-4);
    assertEquals(1.0, all.high());

    assertEquals(0.0, Intervals.wilson(0, 3).low());
  }

  @Test
  void theBootstrapOfAMeanComesNearItsNormalInterval() throws Exception {
    var random = new Random(3);
    double[] truth = new double[400];
    double[] answer = random.doubles(400, 0, 2).toArray();
    var scoring = new NumberScoring(truth, answer);
    int[] all = IntStream.range(0, 400).toArray();

    Interval mae = scoring.interval(Metric.MAE, all).orElseThrow();

    double standardError = 2 / Math.sqrt(12) / 20;
    assertEquals(mae.value() - 1.96 * standardError, mae.low(), 0.015);
    assertEquals(mae.value() + 1.96 * standardError, mae.high(), 0.015);
    assertEquals(mae, scoring.interval(Metric.MAE, all).orElseThrow());
  }

  @Test
  void metricsAreThoseOfTheirDefinitions() throws Exception {
    var classes =
        new ClassScoring(new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 0}, Optional.empty(), 3);
    int[] all = {0, 1, 2, 3};
    assertEquals(0.5, classes.score(Metric.ACCURACY, all));
    assertEquals((0.5 + 2 / 3.0 + 0) / 3, classes.score(Metric.MACRO_F1, all), 1e-15);
    assertTrue(Double.isNaN(classes.score(Metric.LOG_LOSS, all)));

    var numbers = new NumberScoring(new double[] {1, 2, 3}, new double[] {1, 2, 5});
    int[] three = {0, 1, 2};
    assertEquals(Math.sqrt(4 / 3.0), numbers.score(Metric.RMSE, three));
    assertEquals(2 / 3.0, numbers.score(Metric.MAE, three));
    assertEquals(-1.0, numbers.score(Metric.R2, three));
    assertTrue(numbers.interval(Metric.R2, new int[] {1, 1}).isEmpty());
  }

  @Test
  void aVerdictNeedsTheWholeIntervalOnOneSide() {
    assertEquals(
        new Verdict.Met(
            "accuracy 0.9500 on 100 rows, 95 % interval 0.9000 to 0.9800; the floor is 0.9"),
        QualityGate.judge(evaluation(true, 0.95, 0.9, 0.98), "accuracy", 0.9));
    assertTrue(
        QualityGate.judge(evaluation(true, 0.95, 0.9, 0.98), "accuracy", 0.99)
            instanceof Verdict.NotMet);
    assertTrue(QualityGate.judge(evaluation(false, 2, 1, 3), "rmse", 3) instanceof Verdict.Met);
    assertTrue(
        QualityGate.judge(evaluation(false, 2, 1, 3), "rmse", 0.5) instanceof Verdict.NotMet);
  }

  @Test
  void anInconclusiveVerdictEstimatesTheRowsThatWouldSettleIt() {
    // 0.04 above the floor with a reach of 0.08: half the width, so four times the rows
    assertEquals(
        new Verdict.Inconclusive(
            "accuracy 0.9500 on 100 rows, 95 % interval 0.8700 to 0.9900; the floor is 0.91;"
                + " about 300 more rows needed",
            300),
        QualityGate.judge(evaluation(true, 0.95, 0.87, 0.99), "accuracy", 0.91));
    assertEquals(
        new Verdict.Inconclusive(
            "accuracy 0.9000 on 100 rows, 95 % interval 0.8310 to 0.9400; the floor is 0.91;"
                + " about 1,500 more rows needed to be sure that it is below",
            1500),
        QualityGate.judge(evaluation(true, 0.9, 0.831, 0.94), "accuracy", 0.91));
  }

  @Test
  void aHandfulOfRowsProvesNothingHoweverGoodTheyAre() {
    Evaluation all = evaluation(false, 2, 1, 3);
    var two = new Evaluation.Slice("sex", "", 2, new Interval(0, 0, 0, 0.95));
    var enough = new Evaluation.Slice("sex", "male", 20, new Interval(0, 0, 0, 0.95));

    assertEquals(
        new Verdict.Inconclusive(
            "rmse 0.000 on 2 rows, 95 % interval 0.000 to 0.000; the ceiling is 3.0;"
                + " fewer than 20 rows cannot tell; about 18 more rows of this group needed",
            18),
        QualityGate.judge(all, two, "rmse", 3));
    assertTrue(QualityGate.judge(all, enough, "rmse", 3) instanceof Verdict.Met);
  }

  @Test
  void aScoreByAnotherMetricThanTheObjectivesTellsNothing() {
    assertEquals(
        new Verdict.Inconclusive("it was scored by accuracy, and the objective is on macro-f1", 0),
        QualityGate.judge(evaluation(true, 0.95, 0.9, 0.98), "macro-f1", 0.5));
  }

  @Test
  void allGroupsAreMetWhereEachIsAndOpenWhereOneIs() {
    var met = new Evaluation.Slice("sex", "male", 90, new Interval(0.97, 0.95, 0.99, 0.95));
    var open = new Evaluation.Slice("sex", "female", 9, new Interval(0.9, 0.6, 0.99, 0.95));
    var below = new Evaluation.Slice("sex", "", 90, new Interval(0.7, 0.6, 0.8, 0.95));

    assertEquals(new Verdict.Met("in all of 1 group"), judged(met));
    assertEquals(
        new Verdict.Inconclusive("too few rows to tell in sex female, of 2 groups", 0),
        judged(met, open));
    assertEquals(
        new Verdict.Inconclusive("too few rows to tell in sex female, of 1 group", 0),
        judged(open));
    assertEquals(
        new Verdict.NotMet("below in sex (missing), of 3 groups"), judged(met, open, below));
    assertEquals(
        new Verdict.Inconclusive(
            "no groups are named (objectives.quality.slices in slipway.yaml)", 0),
        judged());
  }

  @Test
  void whyGroupsAreOpenIsSaidAsItIs() {
    var met = new Evaluation.Slice("sex", "male", 90, new Interval(0.97, 0.95, 0.99, 0.95));
    Evaluation groups = of(Optional.of("island Dream (44 rows)"), met);

    assertEquals(
        new Verdict.Inconclusive("there is no accuracy of island Dream (44 rows)", 0),
        QualityGate.judgeSlices(groups, "accuracy", 0.9));
    assertEquals(
        new Verdict.Inconclusive("it was scored by accuracy, and the objective is on macro-f1", 0),
        QualityGate.judgeSlices(groups, "macro-f1", 0.9));
  }

  private static Verdict judged(Evaluation.Slice... slices) {
    return QualityGate.judgeSlices(of(Optional.empty(), slices), "accuracy", 0.9);
  }

  private static Evaluation of(Optional<String> unscored, Evaluation.Slice... slices) {
    Evaluation all = evaluation(true, 0.95, 0.94, 0.96);
    return new Evaluation(
        all.metric(),
        all.score(),
        true,
        all.rows(),
        all.metrics(),
        0,
        List.of(slices),
        all.confusion(),
        Optional.empty(),
        unscored,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        all.holdout());
  }

  /// One error of ten among a hundred of one carries half of all squares.
  @Test
  void heavyTailsAreSaidWhereTheIntervalIs() throws Exception {
    double[] truth = new double[101];
    double[] answer = new double[101];
    Arrays.fill(answer, 1);
    answer[100] = 10;
    int[] all = IntStream.range(0, 101).toArray();
    var heavy = new NumberScoring(truth, answer);
    answer[100] = 1;
    var light = new NumberScoring(truth, answer);

    assertEquals(25.5, heavy.tails(Metric.RMSE, all).heavy().orElseThrow(), 0.01);
    assertEquals(Optional.empty(), heavy.tails(Metric.MAE, all).heavy());
    assertEquals(Optional.empty(), light.tails(Metric.RMSE, all).heavy());
    Interval rmse = heavy.interval(Metric.RMSE, all).orElseThrow();
    assertTrue(rmse.high() > 2 * rmse.value(), rmse.toString());
    var evaluation =
        new Evaluation(
            "rmse",
            rmse,
            false,
            101,
            new TreeMap<>(),
            0,
            List.of(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(25.5),
            List.of(),
            List.of(),
            Optional.empty(),
            Sha256.of(new byte[0]));
    assertTrue(
        QualityGate.judge(evaluation, "rmse", 100)
            .because()
            .contains(" (heavy tails, kurtosis 25.5: it is set twice as wide); the ceiling is 100"),
        QualityGate.judge(evaluation, "rmse", 100).because());
  }

  /// Two means that differ in their last digit are the same, and neither is better.
  @Test
  void whatRoundingMakesIsNoUplift() {
    assertEquals(0, upliftOver(0.1 + 0.2, 0.3));
    assertEquals(0.5, upliftOver(0.8, 0.3), 1e-12);
    assertEquals(-0.1, upliftOver(0.2, 0.3), 1e-12);
  }

  private static double upliftOver(double score, double baseline) {
    return new Evaluation(
            "macro-f1",
            new Interval(score, score, score, 0.95),
            true,
            100,
            new TreeMap<>(),
            baseline,
            List.of(),
            new TreeMap<>(),
            Optional.empty(),
            Sha256.of(new byte[0]))
        .uplift();
  }

  private static Evaluation evaluation(boolean up, double value, double low, double high) {
    return new Evaluation(
        up ? "accuracy" : "rmse",
        new Interval(value, low, high, 0.95),
        up,
        100,
        new TreeMap<>(),
        0,
        List.of(),
        new TreeMap<>(),
        Optional.empty(),
        Sha256.of(new byte[0]));
  }
}
