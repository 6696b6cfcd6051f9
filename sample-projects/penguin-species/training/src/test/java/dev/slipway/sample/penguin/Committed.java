// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The files of the sample project as they are committed.
final class Committed {

  static final Path PROJECT = Path.of("..");
  static final Path RAW = PROJECT.resolve("data/penguins.csv");
  static final Path MODEL = PROJECT.resolve("model.onnx");
  static final Path GOLDEN = PROJECT.resolve("golden.json");

  private Committed() {}

  static List<Penguin> birds() throws IOException {
    return PenguinTable.read(RAW);
  }
}
