// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.dirs.ProjectDirectories;
import dev.slipway.workbench.project.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the folder of Slipway's records and the folders of targets.
final class Homes {

  private Homes() {}

  /// The home that the user named, else `SLIPWAY_HOME`, else the user's data folder as this system
  /// has it; with the folders of `SLIPWAY_TEMPLATES` and those that were named.
  static Home choose(@Nullable Path named, List<Path> templates, Map<String, String> environment) {
    return Home.of(folder(named, environment), templates, environment);
  }

  private static Path folder(@Nullable Path named, Map<String, String> environment) {
    if (named != null) {
      return named.toAbsolutePath();
    }
    String variable = environment.getOrDefault("SLIPWAY_HOME", "");
    return variable.isBlank()
        ? Path.of(ProjectDirectories.from("dev", "Slipway", "slipway").dataLocalDir)
        : Path.of(variable).toAbsolutePath();
  }
}
