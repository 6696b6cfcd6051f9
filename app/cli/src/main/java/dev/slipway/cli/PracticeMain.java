// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs several command lines in one process, with `--` between them, and ends with the exit code
/// of the first, or with that of one that is used wrongly. The build runs it once over the commands
/// that people wait for, so that Java keeps the classes of all of them in a cache.
public final class PracticeMain {

  /// A command that does not run as it is written loads nothing of its own.
  private static final int WRONG = 2;

  private PracticeMain() {}

  public static void main(String[] args) {
    List<Integer> codes =
        lines(args).stream().map(line -> CliMain.run(line.toArray(String[]::new))).toList();
    System.exit(codes.contains(WRONG) ? WRONG : codes.getFirst());
  }

  private static List<List<String>> lines(String... args) {
    List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
    for (String word : args) {
      if (word.equals("--")) {
        lines.add(new ArrayList<>());
      } else {
        lines.getLast().add(word);
      }
    }
    return lines;
  }
}
