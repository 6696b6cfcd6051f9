// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.profile.host.Profiler;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Runs command lines in this process, as `CliMain` would, and keeps what they print.
///
/// @param other variables of the environment that are not this process's own
record Slipway(Path home, Map<String, String> other, Profiler profiler) {

  /// As the tier `quick`, in a fifth of its time: these tests look at what is done with a profile.
  Slipway(Path home) {
    this(home, Map.of(), new Profiler(tier -> PracticeMain.BRIEF));
  }

  /// The same on a machine without engines and tools.
  Slipway alone() {
    return new Slipway(home, Map.of("PATH", home.resolve("no-tools").toString()), profiler);
  }

  /// The same, but measuring as long as it is asked to.
  Slipway inEarnest() {
    return new Slipway(home, other, new Profiler());
  }

  /// @param out the standard output
  /// @param err the standard error
  record Result(int code, String out, String err) {}

  Result run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false, false);
    int code = command(terminal).run(Stream.of(args).map(String::valueOf).toArray(String[]::new));
    terminal.out().flush();
    terminal.err().flush();
    return new Result(code, out.toString(), err.toString());
  }

  SlipwayCommand command(Terminal terminal) {
    return new SlipwayCommand(
        terminal, new SlipwayCommand.Outside(Clock.systemUTC(), environment(), profiler));
  }

  /// This process's own, so that engines and tools are found, but for the home.
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(other);
    environment.put("SLIPWAY_HOME", home.toString());
    return environment;
  }
}
