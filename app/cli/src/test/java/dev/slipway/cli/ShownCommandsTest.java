// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Every command line that README, documents and samples show is one that `slipway` accepts: its
/// command, its options, and what each of them takes. In a sentence a line may leave out what it is
/// given.
final class ShownCommandsTest {

  private static final Terminal NOWHERE =
      new Terminal(
          new PrintWriter(new StringWriter()),
          new PrintWriter(new StringWriter()),
          false,
          false,
          false);

  /// Of the developers' script alone.
  private static final String SCRIPT_ONLY = "desktop";

  private static final Pattern SENTENCE = Pattern.compile("`((?:packaging/dev/)?slipway [^`]+)`");
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|[^\\s\"']+");

  @TempDir Path home;

  /// @param whole whether it is to be typed as it stands
  private record Shown(String page, String line, boolean whole) {}

  @Test
  void everyShownCommandIsAccepted() throws IOException {
    List<Shown> shown = shown();
    CommandLine slipway = slipway();

    List<String> wrong =
        shown.stream()
            .flatMap(one ->
                fault(one, slipway)
                    .map(why -> one.page() + ": " + one.line() + ": " + why)
                    .stream())
            .distinct()
            .toList();

    assertEquals("", String.join("\n", wrong));
    long whole = shown.stream().filter(Shown::whole).count();
    assertTrue(whole > 40 && shown.size() - whole > 150, whole + " of " + shown.size());
  }

  private CommandLine slipway() {
    CommandLine slipway = new CommandLine(new Slipway(home).command(NOWHERE));
    SlipwayCommand.COMMANDS.forEach(slipway::addSubcommand);
    return slipway.setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static Optional<String> fault(Shown shown, CommandLine slipway) {
    List<String> words = words(shown.line());
    if (words.isEmpty() || words.getFirst().equals(SCRIPT_ONLY) || isPlaceholder(words)) {
      return Optional.empty();
    }
    try {
      slipway.parseArgs(words.toArray(String[]::new));
      return Optional.empty();
    } catch (CommandLine.MissingParameterException missing) {
      return shown.whole() ? Optional.ofNullable(missing.getMessage()) : Optional.empty();
    } catch (CommandLine.ParameterException wrong) {
      return Optional.ofNullable(wrong.getMessage());
    }
  }

  /// `slipway …`: every command is meant.
  private static boolean isPlaceholder(List<String> words) {
    return words.getFirst().equals("…");
  }

  private static List<Shown> shown() throws IOException {
    return ShownPages.pages().stream().flatMap(ShownCommandsTest::shown).toList();
  }

  private static Stream<Shown> shown(String page) {
    Stream<Shown> blocks =
        ShownPages.blocks(page).stream()
            .flatMap(block -> block.typed().stream())
            .filter(line -> line.matches("(packaging/dev/)?slipway .*"))
            // What follows on the line takes what it prints.
            .map(line -> line.split(" > | \\| | && ")[0])
            .map(ShownCommandsTest::filledIn)
            .map(line -> new Shown(page, line, true));
    Stream<Shown> sentences =
        SENTENCE
            .matcher(ShownPages.sentences(page))
            .results()
            .map(found -> found.group(1).replaceAll("\\s+", " ").replace("\\|", "|"))
            .map(line -> new Shown(page, line, false));
    return Stream.concat(blocks, sentences);
  }

  /// A synopsis as somebody types it: what is optional is there, of several words the first, and a
  /// day, which is the only word in capitals that is not taken as it stands.
  private static String filledIn(String line) {
    return line.replaceAll("\\[|\\]", "")
        .replaceAll("(--word \\w+)\\S*", "$1")
        .replace("--until DAY", "--until 2026-12-24");
  }

  /// As a shell splits a line, without the program's own name.
  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group().replaceAll("^(['\"])(.*)\\1$", "$2"))
        .skip(1)
        .toList();
  }
}
