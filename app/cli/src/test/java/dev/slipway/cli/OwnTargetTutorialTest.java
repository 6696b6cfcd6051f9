// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows docs/own-target.md to the letter: its files, its commands.
final class OwnTargetTutorialTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\n(.*?)^```$");

  @TempDir Path folder;

  @Test
  void everyCommandOfTheTutorialWorksOnItsFiles() throws Exception {
    Sample.copyInto(folder);
    Slipway slipway = new Slipway(folder.resolve("home"));
    String page =
        Files.readString(Path.of(System.getProperty("slipway.root"), "docs/own-target.md"));
    List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
    Path target = folder.resolve("team/change-request");
    String said = "";

    for (MatchResult block : blocks) {
      if (block.group(1).equals("sh")) {
        for (String line : block.group(3).lines().toList()) {
          said = run(slipway, line);
        }
      } else if (block.group(2) != null) { // else a part of a file, to look at
        Files.writeString(target.resolve(block.group(2)), block.group(3));
      }
    }

    assertTrue(blocks.size() >= 6, blocks.size() + " blocks");
    String request = Files.readString(folder.resolve("bundle/change/request.yaml"));
    assertTrue(request.contains("window: \"evening\"\napprovers: 2\n"), request);
    assertTrue(
        Files.readString(folder.resolve("bundle/change/request.md"))
            .startsWith("# Release of penguin-species 1.0.0\n"));
    assertTrue(said.contains("the board's own experience"), said);
    assertTrue(said.contains("release.options.change-request"), said);
  }

  private String run(Slipway slipway, String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    assertEquals("slipway", words.removeFirst(), line);
    Object[] arguments = words.stream().map(this::inFolder).toArray();
    Slipway.Result result = slipway.run(arguments);
    assertEquals(0, result.code(), line + "\n" + result.out() + result.err());
    return result.out();
  }

  /// As if the command were run in the tutorial's folder.
  private String inFolder(String word) {
    return word.matches("(penguin-species|team|bundle)(/.*)?")
        ? folder.resolve(word).toString()
        : word;
  }
}
