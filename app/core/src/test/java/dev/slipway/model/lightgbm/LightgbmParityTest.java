// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.lightgbm;

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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// LightGBM itself against what its files become, on the penguins and on 3000 rows that ask at
/// every threshold.
@Tag("tools")
final class LightgbmParityTest {

  private static final Penguins PENGUINS = new Penguins();

  /// Small leaves, so that the few penguins give trees worth the name.
  private static final String COMMON =
      " verbosity=-1 num_threads=1 min_data_in_leaf=3 min_sum_hessian_in_leaf=0.0001"
          + " min_data_per_group=3 cat_smooth=1 seed=1 deterministic=true";

  @TempDir static Path libraries;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objective=binary",
        "objective=binary sigmoid=2.5 categorical_feature=0,5",
        "objective=binary zero_as_missing=true",
        "objective=binary use_missing=false",
        "objective=binary boosting=dart drop_rate=0.4",
        "objective=binary boosting=rf bagging_freq=1 bagging_fraction=0.6",
        "objective=binary boosting=goss",
        "objective=multiclass num_class=3 categorical_feature=0,5",
        "objective=multiclass num_class=3 boosting=rf bagging_freq=1 bagging_fraction=0.6",
        "objective=multiclassova num_class=3 zero_as_missing=true",
        "objective=regression categorical_feature=0,5",
        "objective=regression reg_sqrt=true",
        "objective=regression num_leaves=127 min_data_in_leaf=1",
        "objective=regression_l1",
        "objective=huber",
        "objective=fair",
        "objective=quantile",
        "objective=mape",
        "objective=poisson",
        "objective=gamma",
        "objective=tweedie",
        "objective=cross_entropy",
        "objective=cross_entropy_lambda",
        "objective=lambdarank",
        "objective=rank_xendcg",
        "objective=none",
      })
  void answersAsLightgbmDoes(String training) throws Exception {
    float[] labels =
        training.contains("multiclass")
            ? PENGUINS.species()
            : training.matches(".*(binary|rank|entropy).*") ? PENGUINS.gentoo() : PENGUINS.mass();
    Path file = folder.resolve("model.txt");
    try (var library = new LightgbmLibrary(libraries)) {
      boolean own = training.equals("objective=none");
      var booster =
          library.train(
              PENGUINS.rows(), labels, (own ? "objective=regression" : training) + COMMON, 15);
      library.save(booster, file);
      if (own) {
        String text = Files.readString(file);
        Files.writeString(file, text.replace("objective=regression\n", ""));
        booster = library.load(file);
      }
      Path onnx = folder.resolve("model.onnx");
      var original = ForeignModel.recognise(file).orElseThrow().read();
      Origin origin = TreeConversion.write(original, file, onnx, Progress.NONE);
      assertTrue(origin.parity().holds(), origin.toString());
      TreeEnsemble ensemble = original.ensemble();
      List<double[]> rows = new ArrayList<>(PENGUINS.rows());
      rows.addAll(ProbeRows.of(ensemble, 3000, 7));
      double[][] expected = library.ask(booster, rows, ensemble.base().size(), "");
      compare(rows, expected, ServedOutputs.of(onnx, rows), ensemble.outcome());
    }
  }

  private static void compare(
      List<double[]> rows, double[][] expected, ServedOutputs answered, Outcome outcome) {
    boolean classes = outcome instanceof Outcome.Classes;
    List<Double> labels = classes ? answered.first("label") : List.of();
    List<List<Double>> scores = answered.rows(classes ? "probabilities" : "prediction");
    for (int i = 0; i < rows.size(); i++) {
      double[] right = expected[i];
      if (right.length == 1 && classes) {
        right = new double[] {1 - right[0], right[0]};
      }
      if (classes) {
        assertEquals(best(right), labels.get(i), "class of row " + i);
      }
      for (int k = 0; k < right.length; k++) {
        // What LightGBM gives is the second class's; 1 - p has lost digits
        double size =
            Math.abs(right[k]) + (classes && expected[i].length == 1 && k == 0 ? 1e-6 : 0);
        assertEquals(right[k], scores.get(i).get(k), 1e-5 * size + 1e-33, "score of row " + i);
      }
    }
  }

  private static double best(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }
}
