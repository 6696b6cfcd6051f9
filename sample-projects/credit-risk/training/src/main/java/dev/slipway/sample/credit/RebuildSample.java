// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.credit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Rebuilds the sample project's tables and model from its `data/credit_data.csv`.
public final class RebuildSample {

  private RebuildSample() {}

  /// Takes the project folder as its only argument.
  public static void main(String[] args) throws IOException, XGBoostError {
    Path project = Path.of(args[0]);
    rebuild(project.resolve("data/credit_data.csv"), project);
  }

  /// Writes both splits and the model into the project folder.
  static void rebuild(Path published, Path project) throws IOException, XGBoostError {
    List<Application> all = Split.read(published);
    Split split = Split.of(all);
    split.write(Files.createDirectories(project.resolve("data")));
    Split.careless(all).write(project.resolve("data/careless"));
    RiskTrainer.train(split.train(), project.resolve("model.json"));
  }
}
