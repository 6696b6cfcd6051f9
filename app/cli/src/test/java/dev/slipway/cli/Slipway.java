// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

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
record Slipway(Path home, Map<String, String> other) {

  Slipway(Path home) {
    this(home, Map.of());
  }

  /// The same on a machine without engines and tools.
  Slipway alone() {
    return new Slipway(home, Map.of("PATH", home.resolve("no-tools").toString()));
  }

  /// @param out the standard output
  /// @param err the standard error
  record Result(int code, String out, String err) {}

  Result run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false, false);
    int code =
        new SlipwayCommand(terminal, Clock.systemUTC(), environment())
            .run(Stream.of(args).map(String::valueOf).toArray(String[]::new));
    terminal.out().flush();
    terminal.err().flush();
    return new Result(code, out.toString(), err.toString());
  }

  /// This process's own, so that engines and tools are found, but for the home.
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(other);
    environment.put("SLIPWAY_HOME", home.toString());
    return environment;
  }
}
