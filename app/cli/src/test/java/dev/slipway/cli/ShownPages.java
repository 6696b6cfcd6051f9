// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What README, documents and samples show in blocks of their own: what is to be typed (`sh`), what
/// comes of it (`text`), and both at once (`console`, where a line that is typed begins with `$`).
final class ShownPages {

  static final Path ROOT = Path.of(System.getProperty("slipway.root", "../.."));

  private static final Pattern FENCE =
      Pattern.compile("(?ms)^ *```(\\S*)[^\n]*\n(.*?)^ *```|^## ([^\n]*)$");

  private ShownPages() {}

  /// @param page from the project's root
  /// @param section the heading that it stands below, or nothing
  /// @param kind the language of the block, or nothing
  record Block(String page, String section, String kind, String text) {

    /// The lines that are typed, without what is said of them behind.
    List<String> typed() {
      return switch (kind) {
        case "sh" -> commands(text);
        case "console" ->
            text.lines()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2))
                .toList();
        default -> List.of();
      };
    }

    private static List<String> commands(String text) {
      List<String> commands = new ArrayList<>();
      String begun = "";
      for (String line : text.lines().toList()) {
        String whole = begun + (begun.isEmpty() ? withoutRemark(line) : "\n" + line);
        begun = isOpen(whole) ? whole : "";
        if (begun.isEmpty() && !whole.isBlank()) {
          commands.add(whole);
        }
      }
      return commands;
    }

    /// Whether a quote goes on in the next line.
    private static boolean isOpen(String line) {
      char quote = 0;
      for (int i = 0; i < line.length(); i++) {
        char each = line.charAt(i);
        if (quote == 0 && (each == '\'' || each == '"')) {
          quote = each;
        } else if (each == quote) {
          quote = 0;
        }
      }
      return quote != 0;
    }
  }

  /// The line without ` # …` at its end.
  static String withoutRemark(String line) {
    return line.replaceFirst("(?:^| +)# .*$", "").strip();
  }

  /// A line as it is typed where `slipway` is on the PATH.
  static String byName(String line) {
    return line.replaceFirst("^packaging/dev/slipway\\b", "slipway");
  }

  static List<String> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> samples = Files.walk(ROOT.resolve("sample-projects"), 2)) {
      return Stream.of(
              Stream.of("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")
                  .map(ROOT::resolve),
              docs,
              samples)
          .flatMap(each -> each)
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> ROOT.relativize(file).toString())
          .distinct()
          .sorted()
          .toList();
    }
  }

  static List<Block> blocks(String page) {
    List<Block> blocks = new ArrayList<>();
    String section = "";
    Matcher found = FENCE.matcher(text(page));
    while (found.find()) {
      if (found.group(3) == null) {
        blocks.add(new Block(page, section, found.group(1), found.group(2)));
      } else {
        section = found.group(3);
      }
    }
    return blocks;
  }

  /// What is said outside of blocks.
  static String sentences(String page) {
    return FENCE.matcher(text(page)).replaceAll("");
  }

  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
