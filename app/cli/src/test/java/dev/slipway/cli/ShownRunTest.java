// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What README, documents and samples show in blocks is run, and what they show to come of it is
/// compared: by a [Lesson], or by what [ShownElsewhere] names. A command in the middle of a
/// sentence is held to the command line alone ([ShownCommandsTest]).
final class ShownRunTest {

  private static final Pattern FOLLOWED =
      Pattern.compile("follow\\(\\s*\"([^\"]+)\"(?:,\\s*\"([^\"]+)\")?\\)");

  /// Pages of which more is run than a lesson knows, and the test that does.
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "docs/own-target.md", "PagesOnOneProjectTest",
          "docs/from-pipeline.md", "PipelineJourneyTest");

  /// Of which page another room compares what is shown.
  private static final Map<String, String> COMPARED =
      Map.of("README.md", "app/desktop/src/test/java/dev/slipway/desktop/ReadmePageTest.java");

  private static final Pattern COMMAND =
      Pattern.compile(
          "(?m)^ *(?:\\$ )?(?:packaging/|slipway |mvn |bash |apt-get |sudo |openssl |cosign |curl"
              + " |jq )");

  private static final Pattern ON_THE_SITE = Pattern.compile("<span>\\$</span> ([^<]+)<");
  private static final Pattern NAMED_TEST = Pattern.compile("-Dtest='?([A-Z][a-z]\\w+)");
  private static final Pattern SCRIPT = Pattern.compile("packaging/dev/([a-z-]+)");
  private static final Pattern OPTION = Pattern.compile(" (--[a-z][a-z-]*)");

  private static List<ShownPages.Block> blocks() throws IOException {
    return ShownPages.pages().stream().flatMap(page -> ShownPages.blocks(page).stream()).toList();
  }

  @Test
  void everyShownCommandIsRun() throws IOException {
    Set<String> followed = followed();
    Set<String> typed = new HashSet<>();
    for (ShownPages.Block block : blocks()) {
      if (isFollowed(block, followed)) {
        block.typed().forEach(line -> typed.add(alike(line)));
      }
    }

    List<String> never =
        blocks().stream()
            .filter(block -> !isFollowed(block, followed))
            .flatMap(block ->
                block.typed().stream()
                    .filter(line -> !ShownElsewhere.runs(block.page(), line))
                    .filter(line -> !typed.contains(alike(line)))
                    .map(line -> block.page() + ": " + line))
            .toList();

    assertEquals("", String.join("\n", never));
    assertTrue(typed.size() > 50, typed.size() + " lines");
    assertEquals(List.of(), onTheSite().filter(line -> !typed.contains(alike(line))).toList());
  }

  /// What the site's first page shows beside the README's.
  private static Stream<String> onTheSite() {
    return ON_THE_SITE
        .matcher(ShownPages.text("packaging/site/pages/index.njk"))
        .results()
        .map(found -> found.group(1));
  }

  @Test
  void everyShownOutputIsCompared() throws IOException {
    Set<String> followed = followed();

    List<String> never =
        blocks().stream()
            .filter(block -> block.kind().equals("text") && !isFollowed(block, followed))
            .filter(block -> !isComparedElsewhere(block.page()))
            .map(block -> block.page() + ":\n" + block.text())
            .toList();

    assertEquals("", String.join("\n", never));
  }

  /// By a test that reads the blocks of the page.
  private static boolean isComparedElsewhere(String page) {
    String test = COMPARED.containsKey(page) ? ShownElsewhere.code(COMPARED.get(page)) : "";
    return Stream.of("@Test", '"' + page + '"', "```text").allMatch(test::contains);
  }

  /// Else nothing here would see it.
  @Test
  void whatIsTypedStandsInABlockThatSaysSo() throws IOException {
    List<String> unseen = new ArrayList<>();
    for (ShownPages.Block block : blocks()) {
      if (block.kind().isEmpty() && COMMAND.matcher(block.text()).find()) {
        unseen.add(block.page() + ":\n" + block.text());
      }
    }
    for (String page : ShownPages.pages()) {
      ShownPages.sentences(page)
          .lines()
          .filter(line -> line.startsWith("    ") && COMMAND.matcher(line).find())
          .forEach(line -> unseen.add(page + ": " + line));
    }

    assertEquals("", String.join("\n", unseen));
  }

  @Test
  void whatRunsElsewhereIsThereAndIsNeeded() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<ShownPages.Block> blocks = blocks();
    for (ShownElsewhere each : ShownElsewhere.ALL) {
      wrong.addAll(each.faults());
      boolean needed =
          blocks.stream()
              .anyMatch(block ->
                  block.typed().stream()
                      .anyMatch(line ->
                          ShownElsewhere.of(block.page(), line).filter(each::equals).isPresent()));
      if (!needed) {
        wrong.add("nobody shows " + each.line());
      }
    }

    assertEquals("", String.join("\n", wrong));
  }

  /// A build's own commands are not run in a build. Their tests, scripts and options are there.
  @Test
  void whatTheBuildsCommandsNameIsThere() throws IOException {
    Set<String> tests = tests();
    List<String> wrong = new ArrayList<>();
    for (ShownPages.Block block : blocks()) {
      for (String line : block.typed()) {
        NAMED_TEST
            .matcher(line)
            .results()
            .map(found -> found.group(1))
            .filter(name -> tests.stream().noneMatch(test -> test.startsWith(name)))
            .forEach(name -> wrong.add(block.page() + ": no test " + name));
        if (line.startsWith("packaging/dev/") && !line.startsWith("packaging/dev/slipway ")) {
          wrong.addAll(unknown(block.page(), line));
        }
      }
    }

    assertEquals(List.of(), wrong);
  }

  private static List<String> unknown(String page, String line) {
    String script = SCRIPT.matcher(line).results().findFirst().orElseThrow().group();
    String text = ShownPages.text(script);
    // What stands behind `--` is Maven's.
    return OPTION
        .matcher(line.split(" -- ")[0])
        .results()
        .map(found -> found.group(1))
        .filter(option -> !text.contains(option + ")") && !text.contains(option + " |"))
        .map(option -> page + ": " + script + " takes no " + option)
        .toList();
  }

  /// How long it measures and where is not what a line is about.
  private static String alike(String line) {
    return ShownPages.byName(line).replaceAll(" --tier quick| --no-engine", "");
  }

  private static boolean isFollowed(ShownPages.Block block, Set<String> followed) {
    return followed.contains(block.page())
        || followed.contains(block.page() + "#" + block.section());
  }

  /// Pages, and sections of pages, that the tests here follow.
  private static Set<String> followed() throws IOException {
    Set<String> followed = new HashSet<>();
    Path here = ShownPages.ROOT.resolve("app/cli/src/test/java/dev/slipway/cli");
    try (Stream<Path> files = Files.list(here)) {
      for (Path file : files.sorted().toList()) {
        FOLLOWED
            .matcher(Files.readString(file))
            .results()
            .forEach(found ->
                followed.add(
                    found.group(2) == null
                        ? found.group(1)
                        : found.group(1) + "#" + found.group(2)));
      }
    }
    for (var each : OTHERWISE.entrySet()) {
      String test = Files.readString(here.resolve(each.getValue() + ".java"));
      assertTrue(test.contains('"' + each.getKey() + '"'), each.toString());
      followed.add(each.getKey());
    }
    return followed;
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(ShownPages.ROOT.resolve("app"))) {
      return new HashSet<>(
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .toList());
    }
  }
}
