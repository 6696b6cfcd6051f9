// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An option whose work another command does now.
///
/// @param command that had the option
/// @param option that it had
/// @param instead the command line that does the same
record MovedOption(String command, String option, String instead) {

  private static final List<MovedOption> ALL =
      List.of(
          new MovedOption("profile", "--url", "slipway measure URL --project PROJECT"),
          new MovedOption(
              "profile", "--cpus", "slipway measure URL --project PROJECT --cpus CORES"),
          new MovedOption(
              "profile", "--metrics", "slipway measure URL --project PROJECT --metrics URL"),
          new MovedOption("profile", "--replay", "slipway replay RUN"));

  /// @param unmatched what the command does not know, such as `--url` or `--url=http://host`
  static Optional<Problem> among(String command, List<String> unmatched) {
    return ALL.stream()
        .filter(moved -> moved.command.equals(command))
        .filter(moved ->
            unmatched.stream()
                .flatMap(argument -> Stream.of(argument.split("=", 2)).limit(1))
                .anyMatch(moved.option::equals))
        .findFirst()
        .map(moved ->
            Problem.input(
                "usage.moved",
                "slipway " + command + " has no option " + moved.option,
                "Another command does this now",
                "Write: " + moved.instead));
  }
}
