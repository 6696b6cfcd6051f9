// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.catboost.CatBoostModel;
import ai.catboost.CatBoostPredictions;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.ProbeRows;
import dev.slipway.model.trees.ServedOutputs;
import dev.slipway.model.trees.TreeEnsemble;
import dev.slipway.model.trees.TreeOnnx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CatBoost itself against what its files become: models of all kinds drawn by lot, written by the
/// published schema, and asked at every border.
@Tag("tools")
final class CatboostParityTest {

  private static final int ROWS = 500;

  @TempDir Path folder;

  @Test
  void answersAsCatboostDoes() throws Exception {
    compare(0, 40);
  }

  @Test
  @Tag("nightly")
  void answersAsCatboostDoesByHundreds() throws Exception {
    compare(40, 500);
  }

  private void compare(int from, int to) throws Exception {
    for (int seed = from; seed < to; seed++) {
      Contents contents = RandomModel.draw(seed);
      boolean json = seed % 2 == 1;
      Path file = folder.resolve("model");
      if (json) {
        Files.writeString(file, JsonWriter.write(contents));
      } else {
        Files.write(file, CbmWriter.write(contents));
      }
      try (CatBoostModel catboost =
          CatBoostModel.loadModel(file.toString(), json ? "json" : "cbm")) {
        compare("model " + seed, contents, file, catboost);
      }
    }
  }

  @Test
  void answersAsCatboostDoesAtTheGreatestDepth() throws Exception {
    Contents contents = Deep.model();
    Path file = Files.write(folder.resolve("deep"), CbmWriter.write(contents));
    try (CatBoostModel catboost = CatBoostModel.loadModel(file.toString())) {
      compare("deep", contents, file, catboost);
    }
  }

  @Test
  void hashesTextsAsCatboostDoes() throws Exception {
    var hash = CatBoostModel.class.getDeclaredMethod("hashCategoricalFeature", String.class);
    hash.setAccessible(true);
    for (int length = 0; length < 200; length++) {
      String text = "Straße 12, Köln; 0123456789 abc".repeat(8).substring(0, length);
      assertEquals(hash.invoke(null, text), CityHash.category(text), text);
    }
  }

  private void compare(String name, Contents contents, Path file, CatBoostModel catboost)
      throws Exception {
    Original original = ForeignModel.recognise(file).orElseThrow().read();
    TreeEnsemble ensemble = original.ensemble();
    List<double[]> rows = ProbeRows.of(ensemble, ROWS, 3);
    byte[] onnx = TreeOnnx.write(ensemble, "test", Map.of());
    ServedOutputs served = ServedOutputs.of(onnx, ensemble.input(), rows);
    boolean classes = ensemble.outcome() instanceof Outcome.Classes;
    List<List<Double>> numbers = served.rows(classes ? "probabilities" : "prediction");
    CatBoostPredictions raw = asked(catboost, contents, ensemble, rows);
    String loss = CatboostLoss.name(contents.info());
    for (int row = 0; row < rows.size(); row++) {
      List<Double> expected = answer(loss, raw.copyObjectPredictions(row));
      String where = name + " (" + loss + "), row " + row;
      assertClose(expected, original.answer(rows.get(row)), 1e-9, where + " as read");
      assertClose(expected, numbers.get(row), 1e-6, where + " as converted");
    }
    if (ensemble.outcome() instanceof Outcome.Classes named) {
      for (int row = 0; row < rows.size(); row++) {
        List<Double> expected = answer(loss, raw.copyObjectPredictions(row));
        int label =
            named.labels().getFirst().equals("0")
                ? served.first("label").get(row).intValue()
                : named.labels().indexOf(served.texts("label").get(row));
        assertTrue(
            expected.get(label) >= Collections.max(expected) - 1e-7, name + ", class of " + row);
      }
    }
  }

  /// What CatBoost makes of raw scores.
  private static List<Double> answer(String loss, double[] raw) {
    return switch (loss) {
      case "Logloss" -> List.of(1 / (1 + Math.exp(raw[0])), 1 / (1 + Math.exp(-raw[0])));
      case "MultiClassOneVsAll" ->
          Arrays.stream(raw).map(score -> 1 / (1 + Math.exp(-score))).boxed().toList();
      case "MultiClass" -> {
        double sum = Arrays.stream(raw).map(Math::exp).sum();
        yield Arrays.stream(raw).map(score -> Math.exp(score) / sum).boxed().toList();
      }
      case "Poisson" -> List.of(Math.exp(raw[0]));
      default -> Arrays.stream(raw).boxed().toList();
    };
  }

  private static CatBoostPredictions asked(
      CatBoostModel catboost, Contents contents, TreeEnsemble ensemble, List<double[]> rows)
      throws Exception {
    float[][] numbers = new float[rows.size()][contents.quantities().size()];
    String[][] texts = new String[rows.size()][contents.categories().size()];
    for (int row = 0; row < rows.size(); row++) {
      for (var quantity : contents.quantities()) {
        int column = ensemble.input().names().indexOf(quantity.place().name());
        numbers[row][quantity.place().index()] =
            column < 0 ? Float.NaN : (float) rows.get(row)[column];
      }
      for (var category : contents.categories()) {
        int column = ensemble.input().names().indexOf(category.place().name());
        boolean known = column >= 0 && !Double.isNaN(rows.get(row)[column]);
        texts[row][category.place().index()] =
            known
                ? ensemble.input().texts().get(column).get((int) rows.get(row)[column])
                : "unheard of";
      }
    }
    return catboost.predict(numbers, contents.categories().isEmpty() ? null : texts);
  }

  private static void assertClose(
      List<Double> expected, List<Double> found, double allowed, String where) {
    assertEquals(expected.size(), found.size(), where);
    for (int i = 0; i < expected.size(); i++) {
      double most = allowed * Math.max(1e-3, Math.abs(expected.get(i)));
      assertEquals(expected.get(i), found.get(i), most, where);
    }
  }

  /// One tree of as many levels as are taken, with another border in each.
  private static final class Deep {
    static Contents model() {
      Contents any = RandomModel.draw(0);
      int depth = CatboostTrees.DEEPEST;
      float[] borders = new float[depth];
      int[] splits = new int[depth];
      for (int i = 0; i < depth; i++) {
        borders[i] = i / 4f;
        splits[i] = i;
      }
      double[] values = new double[1 << depth];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.sin(i);
      }
      return new Contents(
          "CBM",
          Map.of("params", "{\"loss_function\":{\"type\":\"RMSE\"}}"),
          List.of(
              new Contents.Quantity(
                  any.quantities().getFirst().place(), borders, true, Contents.Missing.AS_TRUE)),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          new Contents.Forest(
              1,
              splits,
              new int[] {depth},
              new int[] {0},
              new int[0],
              new int[0],
              new int[0],
              values),
          new Contents.Scaling(1, new double[] {0.25}));
    }
  }
}
