// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.workbench.project.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who starts Slipway for the first time is told where it keeps things, in one line.
final class FirstStartTest {

  @TempDir Path folder;

  @Test
  void theFirstStartTellsWhereThingsAreKept() {
    assertEquals(
        Optional.of(
            "First start: Slipway keeps its records in "
                + folder
                + " (SLIPWAY_HOME or --home names another folder)."),
        Homes.firstWord(new Home(folder), null, Map.of()));
  }

  @Test
  void whoSaidWhereIsNotTold() {
    assertEquals(Optional.empty(), Homes.firstWord(new Home(folder), folder, Map.of()));
    assertEquals(
        Optional.empty(),
        Homes.firstWord(new Home(folder), null, Map.of("SLIPWAY_HOME", folder.toString())));
  }

  @Test
  void theNextStartSaysNothing() throws IOException {
    Home home = new Home(folder);
    Files.createFile(home.database());

    assertEquals(Optional.empty(), Homes.firstWord(home, null, Map.of()));
  }
}
