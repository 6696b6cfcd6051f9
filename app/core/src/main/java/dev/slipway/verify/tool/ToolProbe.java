// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Whether a tool can be used on this machine.
public sealed interface ToolProbe {

  /// It is there, said what it is, and took a file that is known to be good.
  ///
  /// @param version empty where it does not tell
  record Usable(Tool.Invocation invocation, Path program, String version) implements ToolProbe {

    /// Where it is, and which version.
    public String found() {
      return version.isEmpty() ? program.toString() : program + ", version " + version;
    }

    List<String> command(List<String> arguments) {
      return Stream.of(
              Stream.of(program.toString()),
              invocation.command().stream().skip(1),
              arguments.stream())
          .flatMap(words -> words)
          .toList();
    }
  }

  /// It is not there, or is of no use.
  ///
  /// @param found what is there instead, as a sentence without its full stop
  record Unusable(String found) implements ToolProbe {}
}
