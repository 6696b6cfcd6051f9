// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Interval;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.evaluate.ChampionComparison.Outcome;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.request.TableReader;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    int[] all = java.util.stream.IntStream.range(0, 200).toArray();
    var before = new NumberScoring(truth, worse);
    var now = new NumberScoring(truth, better);

    Interval delta = PairedDifference.of(Metric.MAE, now, before, all);

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
      assertEquals(0, found.moreNeeded());
    }
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
