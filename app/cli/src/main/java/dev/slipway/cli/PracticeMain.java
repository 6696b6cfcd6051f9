// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.profile.host.Profiler;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Runs several command lines in one process, with `--` between them, and ends with the exit code
/// of the first. The build runs it once over the commands that people wait for, so that Java keeps
/// the classes of all of them in a cache.
public final class PracticeMain {

  private PracticeMain() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ENGLISH);
    System.setProperty("picocli.disable.closures", "true");
    var terminal =
        new Terminal(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            false,
            false,
            false);
    var outside = new SlipwayCommand.Outside(Clock.systemUTC(), System.getenv(), new Profiler());
    List<Integer> codes =
        lines(args).stream()
            .map(line -> new SlipwayCommand(terminal, outside).run(line.toArray(String[]::new)))
            .toList();
    System.exit(codes.getFirst());
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
