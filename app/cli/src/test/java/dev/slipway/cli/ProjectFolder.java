// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A folder below sample-projects, as it is committed.
final class ProjectFolder {

  private static final Path SAMPLES =
      Path.of(System.getProperty("slipway.root", "../..")).resolve("sample-projects");

  private ProjectFolder() {}

  /// Copies what a user copies, but for the training and for what a run left there.
  static void copy(String sample, Path to) throws IOException {
    Path from = SAMPLES.resolve(sample);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = from.relativize(file).toString();
        if (!name.matches("(training|bundle)/.*|drift-baseline\\.json")) {
          Files.createDirectories(to.resolve(name).getParent());
          Files.copy(file, to.resolve(name));
        }
      }
    }
  }
}
