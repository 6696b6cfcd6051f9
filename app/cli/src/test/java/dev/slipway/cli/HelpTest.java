// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What somebody reads who asks a command what it does.
final class HelpTest {

  private static final Terminal NOWHERE =
      new Terminal(
          new PrintWriter(new StringWriter()),
          new PrintWriter(new StringWriter()),
          false,
          false,
          false);

  @TempDir Path home;

  @Test
  void theVersionIsSaid() {
    for (String option : List.of("--version", "-V")) {
      Slipway.Result said = new Slipway(home).run(option);
      assertEquals(0, said.code());
      assertTrue(said.out().startsWith("slipway "), said.out());
      assertEquals(said.out(), new Slipway(home).run(option, "plan").out());
    }
  }

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
  void examplesStandOnTheirLinesSoThatTheyCanBeCopied() {
    var slipway = new Slipway(home);

    assertAll(
        SlipwayCommand.COMMANDS.stream()
            .map(command ->
                () -> {
                  List<String> lines =
                      slipway.run(nameOf(command), "--help").out().lines().toList();
                  List<String> written =
                      List.of(command.getAnnotation(CommandLine.Command.class).footer());
                  assertTrue(lines.containsAll(written), String.join("\n", lines));
                }));
  }

  @Test
  void whatIsSaidOfACommandInTheListIsWhole() {
    CommandLine all = new CommandLine(new Slipway(home).command(NOWHERE));
    SlipwayCommand.COMMANDS.forEach(all::addSubcommand);

    assertAll(
        all.getSubcommands().values().stream()
            .flatMap(
                line -> Stream.concat(Stream.of(line), line.getSubcommands().values().stream()))
            .map(line -> line.getCommandSpec().usageMessage().description()[0])
            .map(said -> () -> assertTrue(said.endsWith("."), said)));
  }

  @Test
  void onlyTheCommandThatWasNamedIsPrepared() {
    for (Class<?> command : SlipwayCommand.COMMANDS) {
      assertEquals(List.of(command), SlipwayCommand.commands(nameOf(command), "--help"));
    }
    assertEquals(SlipwayCommand.COMMANDS, SlipwayCommand.commands("--version", "export"));
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
