// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `docs/commands.md` lists what the code has; `-Dcommands=write` writes it anew. So a command or
/// an option that goes is seen in a diff.
final class CommandsPageTest {

  private static final Path ROOT = Path.of(System.getProperty("slipway.root", "../.."));
  private static final Path PAGE = ROOT.resolve("docs/commands.md");

  /// The head of the page names what every command has.
  private static final List<String> EVERYWHERE =
      List.of("--json", "--home", "--templates", "--help", "--version");

  @Test
  void thePageOfCommandsIsTheCode() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("commands"))) {
      Files.writeString(PAGE, page);
    }

    assertEquals(page, Files.readString(PAGE));
  }

  @Test
  void everyCommandLineOfTheReadmeIsAccepted() throws IOException {
    List<List<String>> shown =
        Files.readString(ROOT.resolve("README.md"))
            .lines()
            .filter(line -> line.strip().startsWith("packaging/dev/slipway "))
            .map(CommandsPageTest::shellWords)
            .filter(words -> !words.get(1).equals("desktop"))
            .toList();

    assertTrue(shown.size() > 3, shown.toString());
    for (List<String> words : shown) {
      CommandLine command =
          new CommandLine(
              commands()
                  .filter(spec -> spec.name().equals(words.get(1)))
                  .findFirst()
                  .orElseThrow(() -> new AssertionError("no command: " + words)));
      command.setCaseInsensitiveEnumValuesAllowed(true);
      command.parseArgs(words.subList(2, words.size()).toArray(String[]::new));
    }
  }

  /// As a shell splits a line; a word in quotes may hold blanks.
  private static List<String> shellWords(String line) {
    return Pattern.compile("\"([^\"]*)\"|\\S+")
        .matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group() : word.group(1))
        .toList();
  }

  private static Stream<CommandSpec> commands() {
    return SlipwayCommand.COMMANDS.stream()
        .map(type -> CommandSpec.forAnnotatedObject(type))
        .map(spec -> new CommandLine(spec).getCommandSpec());
  }

  private static String page() {
    return """
    # Commands

    Made from the code. Every command takes `--json` (the result as JSON), `--home FOLDER` (where Slipway keeps its records),
    `--templates FOLDER` (targets that add to Slipway's or override them; may be repeated) and `--help` with an example.
    Exit codes: 0 done and no gate refuted, 1 a gate is not met, 2 wrong input or usage, 3 the environment lacks something,
    130 interrupted.

    """
        + commands().map(spec -> section(spec, "slipway")).collect(Collectors.joining("\n"));
  }

  private static String section(CommandSpec spec, String parent) {
    String name = parent + " " + spec.name();
    var text = new StringBuilder();
    text.append(parent.contains(" ") ? "### `" : "## `").append(name);
    spec.positionalParameters().forEach(one -> text.append(' ').append(one.paramLabel()));
    text.append("`\n\n").append(words(spec.usageMessage().description())).append("\n");
    List<String> rows =
        Stream.concat(
                spec.positionalParameters().stream().map(CommandsPageTest::row),
                spec.options().stream()
                    .filter(option -> !option.hidden())
                    .filter(option -> !EVERYWHERE.contains(option.longestName()))
                    .map(CommandsPageTest::row))
            .toList();
    if (!rows.isEmpty()) {
      text.append("\n| | |\n| --- | --- |\n");
      rows.forEach(row -> text.append(row).append("\n"));
    }
    spec.subcommands().values().stream()
        .distinct()
        .forEach(sub -> text.append("\n").append(section(sub.getCommandSpec(), name)));
    return text.toString();
  }

  private static String row(PositionalParamSpec parameter) {
    return "| `"
        + parameter.paramLabel().replace("|", "\\|")
        + "` | "
        + told(parameter.description(), parameter.defaultValue());
  }

  private static String row(OptionSpec option) {
    String label =
        option.arity().max() == 0 ? "" : " " + option.paramLabel().toUpperCase(Locale.ROOT);
    return "| `"
        + (String.join(", ", option.names()) + label).replace("|", "\\|")
        + "` | "
        + told(option.description(), option.defaultValue());
  }

  private static String told(String[] description, String value) {
    return words(description).replace("${DEFAULT-VALUE}", String.valueOf(value)).replace("|", "\\|")
        + " |";
  }

  private static String words(String[] lines) {
    return String.join(" ", lines).replace("%n", " ").replaceAll("\\s+", " ").strip();
  }
}
