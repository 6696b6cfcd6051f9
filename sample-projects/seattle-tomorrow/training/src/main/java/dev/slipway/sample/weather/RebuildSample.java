// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Rebuilds a sample project's files from its `data/seattle-weather.csv` and prints what was
/// measured.
public final class RebuildSample {

  private RebuildSample() {}

  /// Takes the project folder as its only argument.
  public static void main(String[] args) throws IOException, OrtException {
    Path project = Path.of(args[0]);
    rebuild(project.resolve("data/seattle-weather.csv"), project).forEach(System.out::println);
  }

  /// Writes split, model and golden answers into the project folder; returns the measured table.
  static List<String> rebuild(Path raw, Path project) throws IOException, OrtException {
    Split split = Split.of(WeatherTable.read(raw));
    Path train = Files.createDirectories(project.resolve("data")).resolve("train.csv");
    WeatherTable.write(train, split.train());
    WeatherTable.write(project.resolve("data/holdout.csv"), split.holdout());

    ForecastModel model = ForecastModel.train(split.train());
    byte[] onnx = ServableGraph.of(model, sha256(Files.readAllBytes(train))).toByteArray();
    Files.write(project.resolve("model.onnx"), onnx);

    try (var served = new OnnxModel(onnx)) {
      Files.writeString(
          project.resolve("golden.json"), new GoldenCases(served).json(split.holdout()));
      return Evaluation.of(split.holdout(), served.forecasts(split.holdout())).table();
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
