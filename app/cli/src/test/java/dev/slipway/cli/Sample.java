// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A copy of the committed sample project that a test may spoil.
record Sample(Path folder) {

  static Sample copyInto(Path parent) throws IOException {
    Path from = Path.of(System.getProperty("slipway.root"), "sample-projects", "penguin-species");
    Path to = parent.resolve("penguin-species");
    for (String name :
        new String[] {
          "slipway.yaml", "model.onnx", "golden.json", "data/train.csv", "data/holdout.csv"
        }) {
      Files.createDirectories(to.resolve(name).getParent());
      Files.copy(from.resolve(name), to.resolve(name));
    }
    return new Sample(to);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// Rewrites a part of `slipway.yaml`; fails when the part is not there.
  Sample edit(String pattern, String replacement) throws IOException {
    String before = Files.readString(file("slipway.yaml"));
    String after = before.replaceFirst(pattern, replacement);
    if (after.equals(before)) {
      throw new IllegalArgumentException("slipway.yaml has no " + pattern);
    }
    Files.writeString(file("slipway.yaml"), after);
    return this;
  }

  /// With limits that the busiest machine keeps: else no fleet meets them, and no month is told.
  Sample generous() throws IOException {
    return edit("p95: 10 ms, p99: 25 ms", "p95: 50 s, p99: 60 s");
  }

  /// Deletes what a run may have left beside it.
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
