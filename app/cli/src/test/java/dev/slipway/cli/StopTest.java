// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ctrl-C, which reaches a command as an interrupt of its thread.
final class StopTest {

  @TempDir Path folder;
  private Sample sample;
  private Slipway slipway;

  @BeforeEach
  void copyTheSample() throws IOException {
    sample = Sample.copyInto(folder);
    slipway = new Slipway(folder.resolve("home"));
  }

  @AfterEach
  void leaveTheThreadAsItWas() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "data", "evaluate", "variants", "profile", "search", "ship"})
  void aStoppedCommandBlamesNothing(String command) {
    Thread.currentThread().interrupt();
    Slipway.Result stopped = slipway.run(command, sample.folder());
    Thread.interrupted();
    Slipway.Result next = slipway.run("inspect", sample.folder());

    assertAll(
        () -> assertEquals(130, stopped.code(), stopped.err()),
        () -> assertTrue(stopped.err().endsWith("Stopped.\n"), stopped.err()),
        () -> assertTrue(!stopped.err().contains("  why  "), stopped.err()),
        () -> assertEquals(0, next.code(), next.err()));
  }
}
