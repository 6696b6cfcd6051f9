// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.TemporaryFolder;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.attribution.AdditiveScore;
import dev.slipway.model.attribution.Attribution.Method;
import dev.slipway.model.attribution.ScoreReader;
import dev.slipway.request.ModelInputs;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.ExplainAnswer.ExplainedScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Exact Shapley values, where the model allows them. What the scores are computed from, and the
/// scores themselves, are asked of the runtime: so the values are those of the model that ships,
/// and they are taken only where they add up to the difference that the runtime computes.
///
/// @param columns the features, in the order of the question
record ExactValues(Inspection inspection, List<String> columns, ExplainedScore score) {

  /// Single precision adds up a few thousand trees to no more than this, of the largest score.
  private static final double TOLERANCE = 2e-4;

  /// Nodes of trees that are walked at most.
  private static final long MOST_EFFORT = 100_000_000;

  /// @param link what the model makes of the score; empty where it is the answer
  /// @param values one for each feature
  /// @param calls how often the runtime was asked
  record Found(
      Method method, String link, double answer, double base, List<Double> values, int calls) {}

  Optional<Found> find(
      Map<String, Tensor> request, List<Map<String, Tensor>> background, Progress progress)
      throws ProblemException, InterruptedException {
    try {
      Optional<AdditiveScore> additive =
          ScoreReader.read(inspection.model().path(), score.output(), features(request));
      if (additive.isEmpty()) {
        return Optional.empty();
      }
      return tapped(additive.get(), request, background, progress);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "explain.unwritable",
              "The model cannot be looked into",
              "A copy of it is asked for its scores, in a folder for temporary files: "
                  + e.getMessage(),
              "Make room there, and try again."),
          e);
    }
  }

  /// Which feature each value of each input is.
  private Map<String, List<Integer>> features(Map<String, Tensor> request) throws ProblemException {
    Map<String, Integer[]> places = new LinkedHashMap<>();
    request.forEach((input, tensor) -> places.put(input, new Integer[tensor.size()]));
    for (Place place :
        ModelInputs.places(columns, inspection.featureMap(), inspection.signature())) {
      places.getOrDefault(place.input().name(), new Integer[0])[place.index()] =
          columns.indexOf(place.column());
    }
    Map<String, List<Integer>> features = new LinkedHashMap<>();
    places.forEach((input, of) -> features.put(input, List.of(of)));
    return features;
  }

  private Optional<Found> tapped(
      AdditiveScore additive,
      Map<String, Tensor> request,
      List<Map<String, Tensor>> background,
      Progress progress)
      throws IOException, ProblemException, InterruptedException {
    Path folder = Files.createTempDirectory("slipway-why");
    try {
      Path file = folder.resolve("model.onnx");
      Files.write(file, additive.tapped().toByteArray());
      try (Predictor predictor = Models.openMade(file, new Bytes(Files.size(file)))) {
        long affordable = Math.max(1, MOST_EFFORT / Math.max(1, additive.effort()));
        List<Map<String, Tensor>> rows = new ArrayList<>(List.of(request));
        rows.addAll(background.subList(0, (int) Math.min(affordable, background.size())));
        List<double[]> inner = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (Map<String, Tensor> row : rows) {
          progress.step(0.5 * inner.size() / rows.size(), "asking for the scores");
          Map<String, Tensor> answer = predictor.predict(row);
          inner.add(values(answer, AdditiveScore.COLUMNS));
          scores.add(values(answer, AdditiveScore.SCORES));
        }
        return values(additive, inner, scores, progress.part(0.5, 1));
      } catch (InferenceException | ProblemException unusable) {
        return Optional.empty(); // a model that cannot be looked into is explained from outside
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static double[] values(Map<String, Tensor> answer, String output) {
    Tensor tensor = answer.get(output);
    return tensor == null ? new double[0] : tensor.toDoubles();
  }

  /// @param inner what the scores are computed from, first for the row, then for the background
  private Optional<Found> values(
      AdditiveScore additive, List<double[]> inner, List<double[]> scores, Progress progress)
      throws InterruptedException {
    int given = scores.getFirst().length;
    boolean even = inner.stream().allMatch(row -> row.length == additive.players().size());
    boolean mirrored = given == 1 && score.size() == 2 && score.place() == 0;
    if (!even || given == 0 || (given != score.size() && !(given == 1 && score.size() == 2))) {
      return Optional.empty();
    }
    int place = given == 1 ? 0 : score.place();
    // Of two classes an operator may compute the second alone
    int computed = Math.min(place, additive.scores() - 1);
    double sign = mirrored ? -1 : 1;
    double answer = sign * scores.getFirst()[place];
    double base = sign * scores.stream().skip(1).mapToDouble(of -> of[place]).average().orElse(0);
    double[] values =
        additive.shapley(
            computed, columns.size(), inner.getFirst(), inner.subList(1, inner.size()), progress);
    double sum = Arrays.stream(values).sum();
    double size = 1 + Math.abs(answer) + Math.abs(base);
    double turn = 1;
    if (Math.abs(sign * sum - (answer - base)) > TOLERANCE * size) {
      if (Math.abs(-sign * sum - (answer - base)) > TOLERANCE * size) {
        return Optional.empty();
      }
      turn = -1;
    }
    double factor = sign * turn;
    return Optional.of(
        new Found(
            additive.method(),
            additive.link(),
            answer,
            base,
            Arrays.stream(values).mapToObj(value -> factor * value).toList(),
            inner.size()));
  }
}
