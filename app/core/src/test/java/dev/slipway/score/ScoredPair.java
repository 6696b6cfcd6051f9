// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A model that takes the columns `a` and `b`, and a folder for its data.
abstract class ScoredPair {

  @TempDir Path folder;
  Path in;
  Scoring pair;

  @BeforeEach
  void makeAModel() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    pair =
        new Scoring(ScoredModels.pair(folder.resolve("pair.onnx")), folder.resolve("out"), start());
  }

  /// In what the model is met.
  ScoringProcess.Start start() {
    return ScoringProcess.Start.CHILD;
  }

  Path csv(String name, String text) throws IOException {
    return Files.writeString(in.resolve(name), text);
  }

  Path numbers(String name, int from, int to) throws Exception {
    return Scoring.numbers(in.resolve(name), from, to);
  }
}
