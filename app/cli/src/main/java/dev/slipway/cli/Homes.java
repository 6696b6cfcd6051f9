// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.dirs.ProjectDirectories;
import dev.slipway.workbench.project.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the folder of Slipway's records and the folders of targets.
final class Homes {

  private Homes() {}

  /// The home that the user named, else `SLIPWAY_HOME`, else the user's data folder as this system
  /// has it; with the folders of `SLIPWAY_TEMPLATES` and those that were named.
  static Home choose(@Nullable Path named, List<Path> templates, Map<String, String> environment) {
    return Home.of(folder(named, environment), templates, environment);
  }

  /// Where records are kept, to be told once: as long as there are none, and where the user did not
  /// say it.
  static Optional<String> firstWord(
      Home home, @Nullable Path named, Map<String, String> environment) {
    boolean said = named != null || !environment.getOrDefault("SLIPWAY_HOME", "").isBlank();
    return said || Files.exists(home.database())
        ? Optional.empty()
        : Optional.of(
            "First start: Slipway keeps its records in "
                + home.folder()
                + " (SLIPWAY_HOME or --home names another folder).");
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
