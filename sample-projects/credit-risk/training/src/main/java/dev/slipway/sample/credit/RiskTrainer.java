// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.credit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Boosted trees for the chance that a loan is not paid back. A gap stays a gap: XGBoost learns at
/// each node where one goes.
final class RiskTrainer {

  private static final int TREES = 60;

  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "objective", "binary:logistic",
          "tree_method", "exact",
          "max_depth", 3,
          "eta", 0.15,
          "min_child_weight", 5,
          "seed", 1,
          "nthread", 1);

  private RiskTrainer() {}

  /// Writes the model in XGBoost's own JSON.
  static void train(List<Application> applications, Path file) throws XGBoostError, IOException {
    DMatrix rows = matrix(applications);
    try {
      float[] bad = new float[applications.size()];
      for (int i = 0; i < bad.length; i++) bad[i] = applications.get(i).isBad() ? 1 : 0;
      rows.setLabel(bad);
      rows.setFeatureNames(Application.FEATURES.toArray(String[]::new));
      Booster booster = XGBoost.train(rows, PARAMETERS, TREES, Map.of(), null, null);
      booster.setFeatureNames(Application.FEATURES.toArray(String[]::new));
      Files.write(file, booster.toByteArray("json"));
      booster.dispose();
    } finally {
      rows.dispose();
    }
  }

  private static DMatrix matrix(List<Application> applications) throws XGBoostError {
    int width = Application.FEATURES.size();
    float[] values = new float[applications.size() * width];
    for (int i = 0; i < values.length; i++) {
      String text = applications.get(i / width).features().get(i % width);
      values[i] = text.isEmpty() ? Float.NaN : Float.parseFloat(text);
    }
    return new DMatrix(values, applications.size(), width, Float.NaN);
  }
}
