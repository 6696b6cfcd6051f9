// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What somebody reads who asks a command what it does.
final class HelpTest {

  @TempDir Path home;

  @Test
  void everyCommandTellsItsHelp() {
    var slipway = new Slipway(home);

    assertAll(
        commands().stream()
            .flatMap(command ->
                List.of("-h", "--help").stream()
                    .map(option ->
                        () -> {
                          Slipway.Result help = slipway.run(command, option);
                          assertEquals(0, help.code(), help.err());
                          assertTrue(help.out().contains("Usage: slipway " + command), help.out());
                          assertEquals("", help.err());
                        })));
  }

  private static List<String> commands() {
    var terminal =
        new Terminal(
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            false,
            false,
            false);
    var top = new SlipwayCommand(terminal, Clock.systemUTC(), Map.of());
    return List.copyOf(new CommandLine(top).getSubcommands().keySet());
  }
}
