// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A copy of the sample project that a test may write to.
final class SampleProject {

  static final Path ROOT = Path.of(System.getProperty("slipway.root"));
  private static final Path SAMPLE = ROOT.resolve("sample-projects/penguin-species");

  private SampleProject() {}

  /// Copies what the voyage reads into a folder of the sample's name.
  static Path copyInto(Path folder) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("penguin-species"));
    Files.createDirectories(copy.resolve("data"));
    for (String file :
        List.of(
            "slipway.yaml", "model.onnx", "golden.json", "data/train.csv", "data/holdout.csv")) {
      Files.copy(SAMPLE.resolve(file), copy.resolve(file));
    }
    return copy;
  }
}
