// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where Jazzer comes in, which calls it with bytes that reach new code of the target that the
/// property `slipway.fuzz` names. It finds the method by its name: nothing here knows of Jazzer.
public final class FuzzEntry {

  private static final FuzzTarget TARGET = FuzzTarget.named(System.getProperty("slipway.fuzz", ""));
  private static final Path FOLDER = warmedUp();

  private FuzzEntry() {}

  /// Reads the seeds once: what a class takes when it is loaded, and Jazzer when it looks at it, is
  /// no reader's time or memory.
  private static Path warmedUp() {
    try {
      Path folder = Files.createTempDirectory("slipway-fuzz");
      try (Stream<Path> seeds = Files.list(Path.of(System.getProperty("slipway.fuzz.seeds")))) {
        for (Path seed : seeds.toList()) {
          TARGET.isTaken(Files.readAllBytes(seed), folder);
        }
      }
      return folder;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Called before the first input, and before the clock runs: by now this class has been made.
  public static void fuzzerInitialize() {}

  public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
    TARGET.takes(bytes, FOLDER);
  }
}
