// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
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

  @Test
  void theHelpListsEveryCommand() {
    Slipway.Result help = new Slipway(home).run("--help");

    assertEquals(0, help.code(), help.err());
    assertAll(
        commands().stream()
            .map(command ->
                () ->
                    assertTrue(
                        help.out().lines().anyMatch(line -> line.startsWith("  " + command + " ")),
                        help.out())));
  }

  @Test
  void onlyTheCommandThatWasNamedIsPrepared() {
    for (Class<?> command : SlipwayCommand.COMMANDS) {
      assertEquals(List.of(command), SlipwayCommand.commands(nameOf(command), "--help"));
    }
    assertEquals(SlipwayCommand.COMMANDS, SlipwayCommand.commands("--json", "export"));
    assertEquals(SlipwayCommand.COMMANDS, SlipwayCommand.commands("exprt"));
    assertEquals(SlipwayCommand.COMMANDS, SlipwayCommand.commands());
  }

  private static List<String> commands() {
    return SlipwayCommand.COMMANDS.stream().map(HelpTest::nameOf).toList();
  }

  private static String nameOf(Class<?> command) {
    return command.getAnnotation(CommandLine.Command.class).name();
  }
}
