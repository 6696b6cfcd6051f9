// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.dirs.ProjectDirectories;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which folder holds Slipway's records.
final class Homes {

  private Homes() {}

  /// The one the user named, else `SLIPWAY_HOME`, else the user's data folder as this system has
  /// it.
  static Path choose(@Nullable Path named, Map<String, String> environment) {
    if (named != null) {
      return named.toAbsolutePath();
    }
    String variable = environment.getOrDefault("SLIPWAY_HOME", "");
    return variable.isBlank()
        ? Path.of(ProjectDirectories.from("dev", "Slipway", "slipway").dataLocalDir)
        : Path.of(variable).toAbsolutePath();
  }
}
