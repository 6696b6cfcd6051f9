// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Interval;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
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
  }

  @Test
  void aHandfulOfRowsProvesNothingHoweverGoodTheyAre() {
    Evaluation all = evaluation(false, 2, 1, 3);
    var two = new Evaluation.Slice("sex", "", 2, new Interval(0, 0, 0, 0.95));
    var enough = new Evaluation.Slice("sex", "male", 20, new Interval(0, 0, 0, 0.95));

    assertEquals(
        new Verdict.Inconclusive(
            "rmse 0.000 on 2 rows, 95 % interval 0.000 to 0.000; the ceiling is 3.0;"
                + " fewer than 20 rows cannot tell; about 18 more rows needed",
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
