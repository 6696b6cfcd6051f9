// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lists the targets, and begins one of the user's own.
public final class StartTarget {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final List<String> FILES = List.of("target.yaml", "notes.md");

  private final Bench bench;

  StartTarget(Bench bench) {
    this.bench = bench;
  }

  public TargetCatalogue catalogue() {
    return bench.targets();
  }

  public Target find(String name) throws ProblemException {
    return bench.targets().find(name).orElseThrow(() -> unknown(name));
  }

  /// Writes the folder of a new target, which can be exported as it is.
  ///
  /// @param into a folder of targets; the user's own when empty
  /// @return the new folder
  public Path start(String name, Optional<Path> into) throws ProblemException {
    if (!NAME.matcher(name).matches()) {
      throw Problem.input(
              "targets.bad-name",
              "A target cannot be called \"" + name + "\"",
              "Its name is that of its folder: lower-case words joined by hyphens.",
              "Choose a name such as release-notes.")
          .asException();
    }
    Path folder = into.orElse(bench.home().templates()).resolve(name);
    if (bench.targets().find(name).isPresent() || Files.exists(folder)) {
      throw Problem.input(
              "targets.exists",
              "There is a target " + name + " already",
              "A new one must not hide it; a single file of it can be overridden by one of the"
                  + " same path in "
                  + bench.home().templates()
                  + ".",
              "Choose another name.")
          .asException();
    }
    write(folder, name);
    return folder;
  }

  private static void write(Path folder, String name) throws ProblemException {
    try {
      Files.createDirectories(folder);
      for (String file : FILES) {
        Files.writeString(
            folder.resolve(file),
            Shipped.text("/dev/slipway/workbench/" + file)
                .replace("{NAME}", name)
                .replace("{TITLE}", title(name)));
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "targets.unwritable",
              "The target cannot be written to " + folder,
              String.valueOf(e.getMessage()),
              "Make the folder writable, or name another with --into."),
          e);
    }
  }

  private static String title(String name) {
    String words = name.replace('-', ' ');
    return '"'
        + words.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
        + words.substring(1)
        + '"';
  }

  private ProblemException unknown(String name) {
    return Problem.input(
            "targets.unknown",
            "There is no target " + name,
            "The targets are "
                + String.join(", ", bench.targets().targets().stream().map(Target::id).toList())
                + ".",
            "Look at slipway targets, or begin one: slipway targets new " + name)
        .asException();
  }
}
