// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.profile.child.Pace;
import dev.slipway.profile.host.Profiler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Runs several command lines in one process, with `--` between them. The build runs it once over
/// the commands that people wait for, so that Java keeps the classes of all of them in a cache.
public final class PracticeMain {

  /// Where nobody reads what is measured: it is for loading what shows it.
  static final Pace BRIEF =
      new Pace(
          Duration.ofMillis(400),
          Duration.ofMillis(300),
          Duration.ofMillis(1500),
          Duration.ofMillis(1500),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          1,
          true);

  private static final Set<Integer> DONE = Set.of(ExitCode.DONE.code(), ExitCode.GATE.code());

  private PracticeMain() {}

  public static void main(String[] args) {
    var profiler = new Profiler(tier -> BRIEF);
    System.exit(code(lines(args).stream().map(line -> CliMain.run(profiler, line)).toList()));
  }

  /// The exit code of the first, or that of a command that could not do its work: what it would
  /// have loaded is not in the cache.
  static int code(List<Integer> codes) {
    return codes.stream().filter(code -> !DONE.contains(code)).findFirst().orElse(codes.getFirst());
  }

  static List<String[]> lines(String... args) {
    List<String[]> lines = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= args.length; i++) {
      if (i == args.length || args[i].equals("--")) {
        lines.add(Arrays.copyOfRange(args, begin, i));
        begin = i + 1;
      }
    }
    return lines;
  }
}
