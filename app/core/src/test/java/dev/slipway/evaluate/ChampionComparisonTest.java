// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Interval;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.evaluate.ChampionComparison.Outcome;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.request.TableReader;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A model beside the one in production.
final class ChampionComparisonTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("slipway.root")).resolve("sample-projects");

  @Test
  void theWholeIntervalDecides() {
    assertEquals(Outcome.BETTER, Outcome.of(delta(0.001, 0.02), 0));
    assertEquals(Outcome.NOT_WORSE, Outcome.of(delta(0, 0.02), 0));
    assertEquals(Outcome.NOT_WORSE, Outcome.of(delta(-0.005, 0.02), 0.005));
    assertEquals(Outcome.INCONCLUSIVE, Outcome.of(delta(-0.005, 0.02), 0));
    assertEquals(Outcome.INCONCLUSIVE, Outcome.of(delta(-0.03, 0), 0.01));
    assertEquals(Outcome.WORSE, Outcome.of(delta(-0.03, -0.02), 0.01));
  }

  @Test
  void anErrorThatIsSmallerIsBetterAndTheDifferenceIsSurerThanEitherScore() throws Exception {
    double[] truth = new double[200];
    double[] worse = new double[200];
    double[] better = new double[200];
    for (int row = 0; row < truth.length; row++) {
      // both find the same rows hard; one is always a tenth nearer
      worse[row] = 1 + row % 20;
      better[row] = worse[row] - 0.1;
    }
    int[] all = IntStream.range(0, 200).toArray();
    var before = new NumberScoring(truth, worse);
    var now = new NumberScoring(truth, better);

    Interval delta = PairedDifference.of(Metric.MAE, now, before, all).delta();

    assertEquals(0.1, delta.value(), 1e-12);
    assertEquals(0.1, delta.low(), 1e-12);
    assertEquals(0.1, delta.high(), 1e-12);
    Interval alone = now.interval(Metric.MAE, all).orElseThrow();
    assertTrue(alone.high() - alone.low() > 1, alone.toString());
  }

  @Test
  void aChampionThatAnswersAnotherQuestionIsRefused() throws Exception {
    try (var penguins = predictor("penguin-species");
        var weather = predictor("seattle-tomorrow")) {
      var ours = new Evaluator.LoadedModel(penguins, inspection("penguin-species"));
      var theirs = new Evaluator.LoadedModel(weather, inspection("seattle-tomorrow"));

      var refused =
          assertThrows(
              ProblemException.class,
              () -> Evaluator.compare(ours, theirs, request(), 0, Progress.NONE));

      assertEquals("evaluation.champion-differs", refused.problem().code().id());
    }
  }

  @Test
  void theSameModelIsNotWorseThanItself() throws Exception {
    try (var penguins = predictor("penguin-species")) {
      var model = new Evaluator.LoadedModel(penguins, inspection("penguin-species"));

      ChampionComparison found = Evaluator.compare(model, model, request(), 0, Progress.NONE);

      assertEquals(Outcome.NOT_WORSE, found.outcome());
      assertEquals(new Interval(0, 0, 0, 0.95), found.delta());
      assertEquals(114, found.rows());
      assertEquals(new Verdict.Met("the champion is the same file"), found.verdict());
    }
  }

  /// Of 40 rows a model that is 2 points worse often misses none more than the champion: that it
  /// may lose 2 is not shown by that.
  @Test
  void agreeingOnAFewRowsDoesNotShowThatAModelIsNotWorse() throws Exception {
    ChampionComparison few = flawless(40, 0.02);
    ChampionComparison many = flawless(500, 0.02);
    ChampionComparison strict = flawless(500, 0);

    assertEquals(
        new Verdict.Inconclusive(
            "accuracy 1.000, the champion's 1.000 on the same 40 rows; no difference, 95 % interval"
                + " -0.09867 to 0.09867; it may be 0.02 worse; about 930 more rows needed",
            933),
        few.verdict());
    assertEquals(Outcome.NOT_WORSE, many.outcome());
    assertEquals(Outcome.INCONCLUSIVE, strict.outcome());
    assertTrue(
        strict
            .verdict()
            .because()
            .endsWith(
                "it may be nothing worse; too near for any number of rows, or say how much worse"
                    + " the model may be (--allowed-regression)"),
        strict.verdict().because());
  }

  /// A metric without an interval of its own is drawn, and rows on which two models agree, drawn
  /// again, never differ.
  @Test
  void aHandfulOfRowsThatTellTheModelsApartCannotTell() throws Exception {
    int[] truth = IntStream.range(0, 400).map(row -> row % 2).toArray();
    int[] worse = truth.clone();
    for (int row = 0; row < 24; row++) {
      worse[row] = 1 - worse[row];
    }

    PairedDifference found =
        PairedDifference.of(
            Metric.MACRO_F1, classes(truth, worse), classes(truth, truth), all(400));
    ChampionComparison judged = judged(Metric.MACRO_F1, 400, found, 0.5);

    assertEquals(Outcome.INCONCLUSIVE, judged.outcome());
    assertTrue(
        judged
            .verdict()
            .because()
            .endsWith(
                "the two differ on 24 rows, and fewer than 25 cannot tell; about 17 more rows"
                    + " needed"),
        judged.verdict().because());
    worse[24] = 1 - worse[24];
    assertEquals(
        Outcome.NOT_WORSE,
        judged(
                Metric.MACRO_F1,
                400,
                PairedDifference.of(
                    Metric.MACRO_F1, classes(truth, worse), classes(truth, truth), all(400)),
                0.5)
            .outcome());
    PairedDifference none =
        PairedDifference.of(
            Metric.MACRO_F1, classes(truth, truth), classes(truth, truth), all(400));
    assertTrue(none.delta().low() < -0.01 && none.delta().high() > 0.01, none.toString());
    assertEquals(
        Optional.of("the two differ on no row, and fewer than 25 cannot tell"), none.caution());
  }

  /// Scores that are shifted alike order the rows alike: their areas are the same whatever is
  /// drawn.
  @Test
  void anAreaIsToldApartByTheOrderOfTheRowsAlone() throws Exception {
    int[] truth = IntStream.range(0, 200).map(row -> row % 3 == 0 ? 1 : 0).toArray();
    double[] scores =
        IntStream.range(0, 200).mapToDouble(row -> (row * 37 % 200) / 400.0).toArray();
    double[] shifted = Arrays.stream(scores).map(score -> score + 0.25).toArray();
    double[] turned = Arrays.stream(scores).map(score -> 0.5 - score).toArray();

    assertEquals(
        Optional.of("the two differ on no row, and fewer than 25 cannot tell"),
        PairedDifference.of(
                Metric.ROC_AUC, probable(truth, scores), probable(truth, shifted), all(200))
            .caution());
    assertEquals(
        Optional.empty(),
        PairedDifference.of(
                Metric.ROC_AUC, probable(truth, scores), probable(truth, turned), all(200))
            .caution());
  }

  private static ClassScoring classes(int[] truth, int[] answer) {
    return new ClassScoring(truth, answer, Optional.empty(), 2);
  }

  private static ClassScoring probable(int[] truth, double[] second) {
    double[][] scores =
        Arrays.stream(second).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new);
    return new ClassScoring(truth, truth, Optional.of(new ClassScores(scores, truth)), 2);
  }

  private static int[] all(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  /// Two models that answer so many rows right, every one.
  private static ChampionComparison flawless(int rows, double allowed) throws Exception {
    ClassScoring right = classes(new int[rows], new int[rows]);
    return judged(
        Metric.ACCURACY,
        rows,
        PairedDifference.of(Metric.ACCURACY, right, right, all(rows)),
        allowed);
  }

  private static ChampionComparison judged(
      Metric metric, int rows, PairedDifference found, double allowed) {
    return ChampionComparison.judged(
        new ChampionComparison.Scores(metric, rows, 1, 1),
        found,
        allowed,
        new ChampionComparison.Of(Sha256.of(new byte[] {1}), Sha256.of(new byte[] {2})));
  }

  private static Interval delta(double low, double high) {
    return new Interval((low + high) / 2, low, high, 0.95);
  }

  private static EvaluationRequest request() throws ProblemException {
    return new EvaluationRequest(
        TableReader.read(SAMPLES.resolve("penguin-species/data/holdout.csv")),
        Optional.empty(),
        "species",
        Optional.of("accuracy"),
        List.of());
  }

  private static Inspection inspection(String sample) throws Exception {
    return Inspector.inspect(ModelIntake.open(SAMPLES.resolve(sample).resolve("model.onnx")));
  }

  private static OrtPredictor predictor(String sample) throws Exception {
    return OrtPredictor.load(
        SAMPLES.resolve(sample).resolve("model.onnx"), ModelSettings.withThreads(1));
  }
}
