// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the job is asked: `--config FILE --data NAMES… --out FOLDER`. The file is the bundle's own.
///
/// @param config settings of the bundle, as properties
/// @param data files, folders and patterns in a store of the cluster
/// @param out a folder in one
record SparkArguments(Path config, List<String> data, String out) {

  SparkArguments {
    data = List.copyOf(data);
  }

  /// @throws ProblemException where something is missing, or a name holds a password
  static SparkArguments of(List<String> args) throws ProblemException {
    Optional<Path> config = Optional.empty();
    Optional<String> out = Optional.empty();
    List<String> data = new ArrayList<>();
    for (int i = 0; i < args.size(); i += 2) {
      if (i + 1 == args.size()) {
        throw unusable(args.get(i) + " has no value");
      }
      String value = args.get(i + 1);
      switch (args.get(i)) {
        case "--config" -> config = Optional.of(Path.of(value));
        case "--data" -> data.add(value);
        case "--out" -> out = Optional.of(value);
        default -> throw unusable("there is no " + args.get(i));
      }
    }
    if (config.isEmpty() || out.isEmpty() || data.isEmpty()) {
      throw unusable(
          (config.isEmpty() ? "--config" : out.isEmpty() ? "--out" : "--data") + " is missing");
    }
    // Before a name is written anywhere.
    for (String name : data) {
      StoreNames.path(name);
    }
    StoreNames.path(out.get());
    return new SparkArguments(config.get(), data, out.get());
  }

  private static ProblemException unusable(String why) {
    return Problem.input(
            "score.usage",
            "The arguments are wrong",
            // A name that stands where none is expected may hold a password.
            StoreNames.shown(why),
            "Start it as the bundle's script does: --data FILES and --out FOLDER.")
        .asException();
  }
}
