// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.Origin;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.Penguins;
import dev.slipway.model.trees.ProbeRows;
import dev.slipway.model.trees.ServedOutputs;
import dev.slipway.model.trees.TreeConversion;
import dev.slipway.model.trees.TreeEnsemble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// XGBoost itself against what its files become, on the penguins and on 3000 rows that ask at every
/// threshold.
@Tag("tools")
final class XgboostParityTest {

  private static final Penguins PENGUINS = new Penguins();

  @TempDir Path folder;

  /// One of each kind of answer, and both kinds of booster.
  static Stream<Map<String, Object>> eachBuild() {
    return Stream.of(
        Map.of("objective", "binary:logistic", "base_score", 0.3, "num_parallel_tree", 3),
        Map.of("objective", "binary:logistic", "booster", "dart", "rate_drop", 0.3, "one_drop", 1),
        Map.of("objective", "multi:softprob", "num_class", 3),
        Map.of("objective", "multi:softprob", "num_class", 3, "booster", "dart", "rate_drop", 0.2),
        Map.of("objective", "reg:squaredlogerror"),
        Map.of("objective", "count:poisson"),
        Map.of("objective", "survival:cox"),
        Map.of("objective", "rank:ndcg"));
  }

  static Stream<Map<String, Object>> more() {
    return Stream.of(
        Map.of("objective", "binary:logistic"),
        Map.of("objective", "binary:logitraw"),
        Map.of("objective", "binary:hinge"),
        Map.of("objective", "reg:logistic"),
        Map.of("objective", "multi:softmax", "num_class", 3, "num_parallel_tree", 2),
        Map.of("objective", "reg:squarederror"),
        Map.of("objective", "reg:squarederror", "max_depth", 12, "min_child_weight", 0),
        Map.of("objective", "reg:pseudohubererror"),
        Map.of("objective", "reg:absoluteerror"),
        Map.of("objective", "reg:gamma"),
        Map.of("objective", "reg:tweedie"),
        Map.of("objective", "rank:pairwise"));
  }

  static Stream<Map<String, Object>> trainings() {
    return Stream.concat(eachBuild(), more());
  }

  @ParameterizedTest
  @MethodSource("eachBuild")
  void answersAsXgboostDoes(Map<String, Object> training) throws Exception {
    compare(training, isTriedWithCategories(training));
  }

  @ParameterizedTest
  @MethodSource("more")
  @Tag("nightly")
  void answersAsXgboostDoesOnMoreObjectives(Map<String, Object> training) throws Exception {
    compare(training, isTriedWithCategories(training));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  @Tag("nightly")
  void answersAsXgboostDoesWithCategoriesAndWithout(Map<String, Object> training) throws Exception {
    compare(training, !isTriedWithCategories(training));
  }

  /// Each build tries half of them, the same in every build.
  private static boolean isTriedWithCategories(Map<String, Object> training) {
    return training.hashCode() % 2 == 0;
  }

  private void compare(Map<String, Object> training, boolean categories) throws Exception {
    try (var trained = new Trained(training, categories)) {
      compare(trained);
    }
  }

  private void compare(Trained trained) throws Exception {
    Path file = written(trained, "json");
    Path onnx = folder.resolve("model.onnx");
    var original = ForeignModel.recognise(file).orElseThrow().read();
    var binary = ForeignModel.recognise(written(trained, "ubj")).orElseThrow().read();
    assertEquals(original.ensemble(), binary.ensemble(), "both kinds of file say the same");
    Origin origin = TreeConversion.write(original, file, onnx, Progress.NONE);

    assertTrue(origin.parity().holds(), origin.toString());
    TreeEnsemble ensemble = original.ensemble();
    assertEquals(Penguins.FEATURES, ensemble.input().names());
    List<double[]> rows = new ArrayList<>(PENGUINS.rows());
    rows.addAll(ProbeRows.of(ensemble, 3000, 7));
    float[][] expected = trained.ask(rows);
    ServedOutputs answered = ServedOutputs.of(onnx, rows);
    boolean classes = ensemble.outcome() instanceof Outcome.Classes;
    List<Double> found = answered.first(classes ? "label" : "prediction");
    List<List<Double>> all =
        trained.classes ? List.of() : answered.rows(classes ? "probabilities" : "prediction");
    double scale = 0;
    for (float[] row : expected) {
      scale += Math.abs(row[0]) / expected.length;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (classes) {
        assertEquals(best(expected[i], trained.classes), found.get(i), 0, "class of row " + i);
      }
      for (int k = 0; k < expected[i].length && !trained.classes; k++) {
        List<Double> scores = all.get(i);
        double score = scores.get(classes && scores.size() == 2 ? 1 : k);
        double allowed = 1e-5 * Math.max(Math.abs(expected[i][k]), classes ? 1e-9 : 0.1 * scale);
        assertEquals(expected[i][k], score, allowed, "score of row " + i);
      }
    }
  }

  private Path written(Trained trained, String kind) throws Exception {
    return Files.write(folder.resolve("model." + kind), trained.booster.toByteArray(kind));
  }

  private static int best(float[] scores, boolean isClass) {
    if (isClass) {
      return (int) scores[0];
    }
    if (scores.length == 1) {
      return scores[0] > 0.5 ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /// XGBoost, and how it is asked.
  private static final class Trained implements AutoCloseable {

    private final boolean categories;
    private final boolean classes;
    private final Booster booster;

    Trained(Map<String, Object> training, boolean categories) throws Exception {
      this.categories = categories;
      String objective = training.getOrDefault("objective", "").toString();
      this.classes = objective.equals("multi:softmax") || objective.equals("binary:hinge");
      Map<String, Object> parameters = new HashMap<>(training);
      parameters.putIfAbsent("max_depth", 5);
      parameters.put("verbosity", 0);
      parameters.put("nthread", 1);
      parameters.put("tree_method", "hist");
      parameters.put("max_cat_to_onehot", 2);
      try (var data = new Disposable(matrix(PENGUINS.rows()))) {
        data.matrix.setLabel(
            objective.startsWith("multi")
                ? PENGUINS.species()
                : objective.startsWith("binary")
                        || objective.equals("reg:logistic")
                        || objective.startsWith("rank")
                    ? PENGUINS.gentoo()
                    : PENGUINS.mass());
        if (objective.startsWith("rank")) {
          data.matrix.setGroup(new int[] {99, 100});
        }
        booster = XGBoost.train(data.matrix, parameters, 12, Map.of(), null, null);
      }
    }

    float[][] ask(List<double[]> rows) throws Exception {
      try (var data = new Disposable(matrix(rows))) {
        return booster.predict(data.matrix);
      }
    }

    private DMatrix matrix(List<double[]> rows) throws Exception {
      int width = rows.getFirst().length;
      float[] flat = new float[rows.size() * width];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = (float) rows.get(i / width)[i % width];
      }
      var matrix = new DMatrix(flat, rows.size(), width, Float.NaN);
      matrix.setFeatureNames(Penguins.FEATURES.toArray(String[]::new));
      if (categories) {
        matrix.setFeatureTypes(new String[] {"c", "q", "q", "q", "q", "c"});
      }
      return matrix;
    }

    @Override
    public void close() {
      booster.dispose();
    }
  }

  private record Disposable(DMatrix matrix) implements AutoCloseable {
    @Override
    public void close() {
      matrix.dispose();
    }
  }
}
