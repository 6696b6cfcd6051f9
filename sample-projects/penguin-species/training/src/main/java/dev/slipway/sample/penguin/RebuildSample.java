// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Rebuilds a sample project's files from its `data/penguins.csv` and prints what was measured.
public final class RebuildSample {

  private RebuildSample() {}

  /// Takes the project folder as its only argument.
  public static void main(String[] args) throws IOException, OrtException {
    Path project = Path.of(args[0]);
    rebuild(project.resolve("data/penguins.csv"), project).forEach(System.out::println);
  }

  /// Writes split, model and golden answers into the project folder; returns the measured tables.
  static List<String> rebuild(Path raw, Path project) throws IOException, OrtException {
    Split split = Split.of(PenguinTable.read(raw));
    Path train = Files.createDirectories(project.resolve("data")).resolve("train.csv");
    PenguinTable.write(train, split.train());
    PenguinTable.write(project.resolve("data/holdout.csv"), split.holdout());

    SpeciesModel model = SpeciesTrainer.train(split.train(), Setting.CHOSEN);
    String trainedOn = Split.sha256(Files.readAllBytes(train));
    byte[] onnx = ServableGraph.of(model, trainedOn).toByteArray();
    Files.write(project.resolve("model.onnx"), onnx);

    try (var served = new OnnxModel(onnx)) {
      String golden = new GoldenCases(served, model.labels()).json(split.holdout());
      Files.writeString(project.resolve("golden.json"), golden);
      var evaluation =
          Evaluation.of(split.holdout(), served.answers(split.holdout()), model.labels());
      var lines = new ArrayList<>(evaluation.table());
      lines.addAll(evaluation.confusion(model.labels()));
      return lines;
    }
  }
}
