// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.score.JobOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

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
    JobOptions options = JobOptions.of(args, Set.of(), SparkArguments::unusable);
    // Before a name is written anywhere.
    for (String name : options.data()) {
      StoreNames.path(name);
    }
    StoreNames.path(options.out());
    return new SparkArguments(options.config(), options.data(), options.out());
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
