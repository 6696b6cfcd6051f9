// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What probabilities are worth, against numbers worked by hand.
final class ClassScoresTest {

  private static final int[] FOUR = {0, 1, 2, 3};

  /// Probabilities of the second class of two.
  private static ClassScores twoClasses(int[] truth, double... second) {
    double[][] scores = new double[second.length][];
    for (int row = 0; row < second.length; row++) {
      scores[row] = new double[] {1 - second[row], second[row]};
    }
    return new ClassScores(scores, truth);
  }

  @Test
  void theAreaUnderTheCurveIsTheShareOfPairsInTheRightOrder() {
    // (0.8 beats 0.1 and 0.4), (0.35 beats 0.1 but not 0.4): three of four pairs
    var scores = twoClasses(new int[] {0, 0, 1, 1}, 0.1, 0.4, 0.35, 0.8);

    assertEquals(0.75, scores.rocAuc(FOUR), 1e-15);
    // a row drawn twice counts twice: pairs of (0.35, 0.35) with (0.1, 0.4)
    assertEquals(0.5, scores.rocAuc(new int[] {0, 1, 2, 2}), 1e-15);
  }

  @Test
  void aTieIsHalfWonAndOneClassAloneHasNoCurve() {
    var same = twoClasses(new int[] {0, 1, 0, 1}, 0.5, 0.5, 0.5, 0.5);

    assertEquals(0.5, same.rocAuc(FOUR));
    assertTrue(Double.isNaN(same.rocAuc(new int[] {0, 2})));
  }

  @Test
  void severalClassesAreEachHeldAgainstTheRest() {
    var scores =
        new ClassScores(
            new double[][] {{0.6, 0.3, 0.1}, {0.5, 0.4, 0.1}, {0.7, 0.2, 0.1}, {0.1, 0.1, 0.8}},
            new int[] {0, 1, 1, 2});

    // class 0: 0.6 beats 0.5 and 0.1 of three; class 1: {0.4, 0.2} win 3 of 4; class 2: all
    assertEquals((2 / 3.0 + 3 / 4.0 + 1) / 3, scores.rocAuc(FOUR), 1e-15);
    // (0.26 + 0.62 + 1.14 + 0.06) / 4
    assertEquals(0.52, scores.brier(FOUR), 1e-15);
  }

  @Test
  void aCoinHasABrierScoreOfAQuarterAndALogLossOfOneBit() {
    var coin = twoClasses(new int[] {0, 1, 0, 1}, 0.5, 0.5, 0.5, 0.5);

    assertEquals(0.25, coin.brier(FOUR));
    assertEquals(Math.log(2), coin.logLoss(FOUR), 1e-15);
  }

  @Test
  void calibrationHoldsTheScoreOfAnAnswerAgainstHowOftenItIsRight() {
    var scores = twoClasses(new int[] {1, 1, 0, 0}, 0.75, 0.75, 0.71, 0.0);

    // the answers are 1, 1, 1, 0; their scores 0.75, 0.75, 0.71 (wrong) and 1.0
    Calibration found = scores.calibration(new int[] {1, 1, 1, 0});

    assertEquals(2, found.bins().size());
    Calibration.Bin eighth = found.bins().getFirst();
    assertEquals(List.of(0.7, 0.8), List.of(eighth.from(), eighth.to()));
    assertEquals(3, eighth.rows());
    assertEquals(2.21 / 3, eighth.meanScore(), 1e-15);
    assertEquals(2 / 3.0, eighth.right(), 1e-15);
    assertEquals(new Calibration.Bin(0.9, 1, 1, 1, 1), found.bins().getLast());
    // three quarters of the rows miss by 0.07
    assertEquals(0.21 / 4, found.expectedError(), 1e-15);
  }

  @Test
  void anEvaluationThatWasStoredBeforeCalibrationWasComputedIsStillRead() throws Exception {
    String older =
        """
        {"baseline": 0.4, "confusion": {}, "higherIsBetter": true, "holdout": "%s",
         "metric": "accuracy", "metrics": {"accuracy": 0.9}, "rows": 10,
         "score": {"confidence": 0.95, "high": 0.98, "low": 0.6, "value": 0.9}, "slices": []}
        """
            .formatted("0".repeat(64));

    Evaluation read = Json.read(older, Evaluation.class);

    assertTrue(read.calibration().isEmpty());
    assertEquals(read, Json.read(Json.text(read), Evaluation.class));
  }

  /// As scikit-learn's example has it: an area of 3/4, an average precision of 5/6.
  @Test
  void aCurveHasAPointForEachThresholdAndOneWhereTheAnswersLie() {
    var scores = twoClasses(new int[] {0, 0, 1, 1}, 0.1, 0.4, 0.35, 0.8);

    ClassCurve second = scores.curves(List.of("no", "yes"), new int[] {0, 0, 0, 1}).getLast();

    assertEquals("yes", second.name());
    assertEquals(2, second.rows());
    assertEquals(0.75, second.area(), 1e-15);
    assertEquals(5 / 6.0, second.averagePrecision(), 1e-15);
    assertEquals(
        List.of(
            new ClassCurve.Point(0.8, 0.5, 0, 1),
            new ClassCurve.Point(0.4, 0.5, 0.5, 0.5),
            new ClassCurve.Point(0.35, 1, 0.5, 2 / 3.0),
            new ClassCurve.Point(0.1, 1, 1, 0.5)),
        second.points());
    assertEquals(new ClassCurve.Point(0.8, 0.5, 0, 1), second.operating().orElseThrow());
  }

  @Test
  void theAreaOfACurveIsThatOfTheMetricAndTiesAreOnePoint() {
    double[] given = new double[2_000];
    int[] truth = new int[given.length];
    for (int row = 0; row < given.length; row++) {
      truth[row] = row % 7 < 2 ? 1 : 0;
      given[row] = Math.floorMod(row * 7919 + truth[row] * 30, 101) / 101.0;
    }
    int[] all = IntStream.range(0, given.length).toArray();
    var scores = twoClasses(truth, given);

    List<ClassCurve> curves = scores.curves(List.of("no", "yes"), new int[given.length]);

    assertEquals(List.of("yes", "no"), curves.stream().map(ClassCurve::name).toList());
    for (ClassCurve curve : curves) {
      assertEquals(scores.rocAuc(all), curve.area(), 1e-12);
      assertTrue(curve.points().size() <= 101, curve.points().size() + " points");
    }
    assertTrue(curves.getFirst().operating().isEmpty(), "it never answers so");
  }

  @Test
  void aClassWithoutRowsHasNoCurve() {
    var scores = twoClasses(new int[] {0, 0}, 0.1, 0.4);

    assertEquals(List.of(), scores.curves(List.of("no", "yes"), new int[] {0, 0}));
  }
}
