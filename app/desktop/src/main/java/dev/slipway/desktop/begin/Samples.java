// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.workbench.project.OpenProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The projects that ship as samples. A user works on a copy.
public final class Samples {

  private static final String FOLDER = "sample-projects";
  private static final int MOST_LEVELS = 6;

  private Samples() {}

  /// The folder of the samples, at or above the place of the program.
  ///
  /// @param named said by whoever started the program; blank otherwise
  public static Optional<Path> around(String named, Path program) {
    if (!named.isBlank()) {
      return Optional.of(Path.of(named)).filter(Files::isDirectory);
    }
    return Stream.iterate(program.toAbsolutePath(), Objects::nonNull, Path::getParent)
        .limit(MOST_LEVELS)
        .map(level -> level.resolve(FOLDER))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /// Where copies go: below the user's documents, where there is such a folder.
  public static Path copies(Path userHome) {
    Path documents = userHome.resolve("Documents");
    return (Files.isDirectory(documents) ? documents : userHome).resolve("Slipway samples");
  }

  /// The samples, by folder.
  static List<Path> in(Path samples) {
    try (Stream<Path> folders = Files.list(samples)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(OpenProject.FILE)))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  /// Copies a sample; a copy that is there already stays as it is.
  ///
  /// @return the copy's folder
  static Path copy(Path sample, Path into) throws ProblemException {
    Path copy = into.resolve(String.valueOf(sample.getFileName()));
    if (Files.exists(copy.resolve(OpenProject.FILE))) {
      return copy;
    }
    try (Stream<Path> all = Files.walk(sample)) {
      for (Path from : all.toList()) {
        Path to = copy.resolve(sample.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else if (!Files.exists(to)) {
          Files.copy(from, to);
        }
      }
      return copy;
    } catch (IOException | UncheckedIOException e) {
      throw new ProblemException(
          Problem.environment(
              "sample.unwritable",
              "The sample cannot be copied to " + copy,
              String.valueOf(e.getMessage()),
              "Choose another folder for it, or free some space."),
          e);
    }
  }
}
