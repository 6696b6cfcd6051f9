// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Verdict;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.measure.golden.Golden;
import dev.slipway.model.ModelIntake;
import dev.slipway.request.TableReader;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Evaluates the sample models on their holdouts, in ONNX Runtime.
final class EvaluatorTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("slipway.root")).resolve("sample-projects");

  @Test
  void scoresAClassifierWithIntervalSlicesAndBaseline() throws Exception {
    Evaluation found =
        evaluate("penguin-species", request("penguin-species", "species", "accuracy", "island"));

    assertEquals("accuracy", found.metric());
    assertTrue(found.score().low() > 0.9 && found.score().high() <= 1, found.score().toString());
    assertEquals(
        List.of("accuracy", "brier", "log-loss", "macro-f1", "roc-auc"),
        List.copyOf(found.metrics().keySet()));
    assertEquals(
        found.score().value(), found.metrics().getOrDefault("accuracy", Double.NaN), 1e-12);
    assertTrue(found.baseline() < 0.6, "baseline " + found.baseline());
    assertEquals(
        found.rows(),
        found.confusion().values().stream()
            .flatMap(counts -> counts.values().stream())
            .mapToInt(Integer::intValue)
            .sum());
    assertEquals(
        List.of("Biscoe", "Dream", "Torgersen"),
        found.slices().stream().map(Evaluation.Slice::value).toList());
    assertEquals(found.rows(), found.slices().stream().mapToInt(Evaluation.Slice::rows).sum());
    Calibration calibration = found.calibration().orElseThrow();
    assertEquals(found.rows(), calibration.bins().stream().mapToInt(Calibration.Bin::rows).sum());
    assertTrue(calibration.expectedError() < 0.1, calibration.toString());
    assertInstanceOf(Verdict.Met.class, QualityGate.judge(found, found.metric(), 0.85));
    assertInstanceOf(
        Verdict.Inconclusive.class,
        QualityGate.judge(found, found.metric(), found.score().value()));
  }

  @Test
  void tribuosMetricsAreThoseOfTheIntervals() throws Exception {
    for (String metric : List.of("accuracy", "macro-f1", "log-loss", "roc-auc", "brier")) {
      Evaluation found = evaluate("penguin-species", request("penguin-species", "species", metric));
      assertEquals(
          found.metrics().getOrDefault(metric, Double.NaN), found.score().value(), 1e-12, metric);
    }
    for (String metric : List.of("rmse", "mae", "r2")) {
      Evaluation found =
          evaluate("seattle-tomorrow", request("seattle-tomorrow", "temp_max_tomorrow", metric));
      assertEquals(
          found.metrics().getOrDefault(metric, Double.NaN), found.score().value(), 1e-9, metric);
    }
  }

  @Test
  void scoresARegressionBetterThanItsMean() throws Exception {
    Evaluation found =
        evaluate(
            "seattle-tomorrow",
            request("seattle-tomorrow", "temp_max_tomorrow", "rmse", "weather", "wind"));

    assertTrue(found.score().value() < found.baseline() / 2, found.toString());
    assertTrue(found.confusion().isEmpty());
    assertEquals(
        List.of("Q1: under ", "Q2: ", "Q3: ", "Q4: from "),
        found.slices().stream()
            .filter(slice -> slice.column().equals("wind"))
            .map(slice -> slice.value().replaceAll("[0-9.]+$", "").replaceAll("[0-9.]+ to $", ""))
            .toList());
  }

  /// On Torgersen all penguins are of one species, which has no curve.
  @Test
  void saysWhichGroupsTheMetricSaysNothingOf() throws Exception {
    Evaluation found =
        evaluate("penguin-species", request("penguin-species", "species", "roc-auc", "island"));

    assertEquals(
        List.of("Biscoe", "Dream"), found.slices().stream().map(Evaluation.Slice::value).toList());
    assertEquals(
        Optional.of(
            "island Torgersen (%d rows)"
                .formatted(found.rows() - found.slices().stream().mapToInt(s -> s.rows()).sum())),
        found.unscored());
  }

  @Test
  void refusesAHoldoutWithoutItsLabelColumn() throws Exception {
    Problem problem = refusal(request("penguin-species", "kind", "accuracy"));

    assertEquals("data.no-label-column", problem.code().id());
    assertTrue(problem.why().contains("species, island"), problem.why());
  }

  @Test
  void refusesWhatCannotBeJudged() throws Exception {
    assertEquals(
        "evaluation.unknown-metric",
        refusal(request("penguin-species", "species", "vibes")).code().id());
    assertEquals(
        "evaluation.wrong-metric",
        refusal(request("penguin-species", "species", "rmse")).code().id());
    assertEquals(
        "evaluation.no-slice-column",
        refusal(request("penguin-species", "species", "accuracy", "colour")).code().id());
    assertEquals(
        "evaluation.labels-differ",
        refusal(request("penguin-species", "island", "accuracy")).code().id());
  }

  @Test
  void stopsWhenItIsCancelled() throws Exception {
    Path folder = SAMPLES.resolve("penguin-species");
    Inspection inspection = Inspector.inspect(ModelIntake.open(folder.resolve("model.onnx")));
    EvaluationRequest request = request("penguin-species", "species", "macro-f1", "sex");
    for (String moment : List.of("answering", "computing", "scoring")) {
      Progress cancelling =
          (fraction, doing) -> {
            if (doing.startsWith(moment)) {
              Thread.currentThread().interrupt();
            }
          };
      try (var predictor = predictor(folder)) {
        assertThrows(
            InterruptedException.class,
            () -> Evaluator.evaluate(predictor, inspection, request, cancelling),
            moment);
      }
    }
  }

  @Test
  void theSamplesGoldenAnswersAreTheModelsOwn() throws Exception {
    for (String sample : List.of("penguin-species", "seattle-tomorrow")) {
      Path folder = SAMPLES.resolve(sample);
      String text = Files.readString(folder.resolve("golden.json"));
      Golden golden = Golden.parse(text, "golden.json");
      Map<String, Map<String, dev.slipway.serving.tensor.Tensor>> requests =
          new java.util.LinkedHashMap<>();
      golden.cases().forEach(one -> requests.put(one.id(), one.request()));

      try (var predictor = predictor(folder)) {
        assertEquals(golden, Golden.answeredBy(predictor, requests));
      }
      assertEquals(golden, Golden.parse(golden.text(sample), "again"));
    }
  }

  private static EvaluationRequest request(
      String sample, String label, String metric, String... slices) throws ProblemException {
    Path data = SAMPLES.resolve(sample).resolve("data");
    return new EvaluationRequest(
        TableReader.read(data.resolve("holdout.csv")),
        Optional.of(TableReader.read(data.resolve("train.csv"))),
        label,
        Optional.of(metric),
        List.of(slices));
  }

  private static Problem refusal(EvaluationRequest request) {
    return assertThrows(ProblemException.class, () -> evaluate("penguin-species", request))
        .problem();
  }

  private static Evaluation evaluate(String sample, EvaluationRequest request) throws Exception {
    Path folder = SAMPLES.resolve(sample);
    Inspection inspection = Inspector.inspect(ModelIntake.open(folder.resolve("model.onnx")));
    try (var predictor = predictor(folder)) {
      return Evaluator.evaluate(predictor, inspection, request, Progress.NONE);
    }
  }

  private static OrtPredictor predictor(Path folder) throws Exception {
    return OrtPredictor.load(folder.resolve("model.onnx"), ModelSettings.withThreads(1));
  }
}
