// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A page of docs/ that a reader follows: its blocks `sh` are run in order, each from the lesson's
/// folder, and what a block `text` shows was said by a command before it, but for spaces. `…`
/// stands for what was left out.
final class Lesson {

  private static final Path ROOT = Path.of(System.getProperty("slipway.root", "../.."));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\n(.*?)^```$");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  private final Path folder;
  private final Slipway slipway;

  /// What was typed, with what came out.
  record Step(String line, Slipway.Result result) {}

  Lesson(Path folder, Slipway slipway) {
    this.folder = folder;
    this.slipway = slipway;
  }

  /// Follows the page to its end; every line of a shell succeeds.
  List<Step> follow(String page) throws Exception {
    List<Step> steps = new ArrayList<>();
    for (MatchResult block :
        BLOCK.matcher(Files.readString(ROOT.resolve(page))).results().toList()) {
      if (block.group(1).equals("sh")) {
        type(block.group(2), steps);
      } else {
        assertShown(block.group(2), steps);
      }
    }
    return steps;
  }

  private void type(String block, List<Step> steps) throws Exception {
    StringBuilder shell = new StringBuilder();
    for (String line : block.lines().toList()) {
      if (line.startsWith("slipway ")) {
        shell(shell.toString());
        shell.setLength(0);
        steps.add(new Step(line, slipway.run(arguments(line))));
      } else {
        shell.append(line).append('\n');
      }
    }
    shell(shell.toString());
  }

  /// As a shell splits the line in the lesson's folder: what is there, and where something goes, is
  /// meant below it.
  private Object[] arguments(String line) {
    List<String> words =
        WORD.matcher(line)
            .results()
            .map(word -> word.group(1) == null ? word.group() : word.group(1))
            .toList();
    List<String> arguments = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      Path below = folder.resolve(words.get(i));
      boolean isFile = words.get(i - 1).equals("--out") || Files.exists(below);
      arguments.add(isFile ? below.toString() : words.get(i));
    }
    return arguments.toArray();
  }

  private void shell(String script) throws Exception {
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
