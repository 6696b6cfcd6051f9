// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page that a reader follows: its blocks `sh` are run in order, each from the lesson's folder,
/// and what a block `text` shows was said by a command before it, but for spaces. `…` stands for
/// what was left out. What [ShownElsewhere] runs is passed over.
final class Lesson {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");
  private static final Pattern INTO_FILE = Pattern.compile("(slipway .*) > (\\S+)");

  /// What takes a container where an engine is found.
  private static final Set<String> BY_ENGINE = Set.of("ship", "verify");

  private final Path folder;
  private final Slipway slipway;
  private final String named;
  private final String project;

  /// What was typed, with what came out.
  record Step(String line, Slipway.Result result) {

    /// Exit code and line, as a lesson is looked at.
    String said() {
      return result.code() + " " + line;
    }
  }

  Lesson(Path folder, Slipway slipway) {
    this(folder, slipway, "", "");
  }

  private Lesson(Path folder, Slipway slipway, String named, String project) {
    this.folder = folder;
    this.slipway = slipway;
    this.named = named;
    this.project = project;
  }

  /// The same where the reader's own project has another name than the pages give it.
  Lesson of(String nameOnPages, String ownName) {
    return new Lesson(folder, slipway, nameOnPages, ownName);
  }

  /// Follows the page to its end; every line of a shell succeeds.
  List<Step> follow(String page) throws Exception {
    return follow(ShownPages.blocks(page));
  }

  /// Follows the page up to a section of it.
  List<Step> followBefore(String page, String section) throws Exception {
    List<ShownPages.Block> all = ShownPages.blocks(page);
    List<ShownPages.Block> before =
        all.stream().takeWhile(block -> !block.section().equals(section)).toList();
    assertTrue(before.size() < all.size(), page + " has no " + section);
    return follow(before);
  }

  /// Follows a section of the page.
  List<Step> follow(String page, String section) throws Exception {
    List<ShownPages.Block> blocks =
        ShownPages.blocks(page).stream().filter(block -> block.section().equals(section)).toList();
    assertTrue(!blocks.isEmpty(), page + " has nothing to follow below " + section);
    return follow(blocks);
  }

  private List<Step> follow(List<ShownPages.Block> blocks) throws Exception {
    List<Step> steps = new ArrayList<>();
    for (ShownPages.Block block : blocks) {
      if (block.kind().equals("sh")) {
        type(block, steps);
      } else if (block.kind().equals("text")) {
        assertShown(block.text(), steps);
      }
    }
    return steps;
  }

  private void type(ShownPages.Block block, List<Step> steps) throws Exception {
    StringBuilder shell = new StringBuilder();
    for (String typed : block.typed()) {
      String line = ShownPages.byName(typed);
      if (ShownElsewhere.runs(block.page(), typed)) {
        continue;
      }
      if (line.startsWith("slipway ")) {
        shell(shell.toString());
        shell.setLength(0);
        steps.add(typed(line));
      } else {
        shell.append(line).append('\n');
      }
    }
    shell(shell.toString());
  }

  /// One line alone.
  Step typed(String line) throws IOException {
    Matcher intoFile = INTO_FILE.matcher(line);
    boolean kept = intoFile.matches();
    Slipway.Result result = slipway.run(arguments(kept ? intoFile.group(1) : line));
    if (kept) {
      Files.writeString(folder.resolve(intoFile.group(2)), result.out());
    }
    return new Step(line, result);
  }

  /// As a shell splits the line in the lesson's folder: what is there, and where something goes, is
  /// meant below it.
  private Object[] arguments(String line) {
    List<String> words =
        WORD.matcher(line)
            .results()
            .map(word -> word.group(1) == null ? word.group() : word.group(1))
            .map(this::ownName)
            .toList();
    List<String> arguments = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      Path below = folder.resolve(words.get(i));
      String before = words.get(i - 1);
      boolean isFile =
          before.matches("--(out|into|html|statements)")
              || Files.exists(folder.resolve(words.get(i).replaceFirst(":\\d+$", "")));
      // Prices are known by their file's name.
      arguments.add(isFile && !before.equals("undo") ? below.toString() : words.get(i));
    }
    if (BY_ENGINE.contains(arguments.getFirst()) && !arguments.contains("--no-engine")) {
      arguments.add("--no-engine");
    }
    return arguments.toArray();
  }

  private String ownName(String word) {
    boolean isProject = word.equals(named) || word.startsWith(named + "/");
    return isProject && !named.isEmpty() ? project + word.substring(named.length()) : word;
  }

  /// Lines of a shell, all of which succeed.
  void shell(String script) throws Exception {
    if (script.isBlank()) {
      return;
    }
    List<String> moves = script.lines().filter(line -> line.startsWith("cd ")).toList();
    assertEquals(List.of(), moves, "a reader would stay there");
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder("bash", "-ec", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), script);
    assertEquals(0, process.exitValue(), script + Files.readString(printed));
  }

  /// Lines of one thing follow one another; lines that are not indented may stand anywhere.
  private static void assertShown(String text, List<Step> steps) {
    String out =
        steps.stream()
            .map(step -> step.result().out() + step.result().err())
            .reduce("", String::concat);
    for (String thing : text.split("\n(?! )", -1)) {
      for (String part : thing.split("…")) {
        assertTrue(plain(out).contains(plain(part)), part + "\nis not in\n" + out);
      }
    }
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
