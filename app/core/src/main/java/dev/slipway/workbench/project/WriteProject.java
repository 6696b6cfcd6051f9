// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectChange;
import dev.slipway.objective.ProjectEdit;
import dev.slipway.objective.ProjectError;
import dev.slipway.objective.ProjectParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/// Writes files of a project, each wholly or not at all.
public final class WriteProject {

  /// Sets one value in `slipway.yaml`.
  public void set(OpenedProject opened, List<String> path, String value) throws ProblemException {
    String before = Reading.text(opened.file());
    replace(opened.file(), ProjectEdit.set(before, path, value));
  }

  /// Decides what to change from what the file says now, which another person may have written
  /// since the project was opened.
  @FunctionalInterface
  public interface Changes {
    List<ProjectChange> of(Project now) throws ProblemException;
  }

  /// Makes several changes to `slipway.yaml`, all or none.
  public ProjectWritten changed(OpenedProject opened, List<ProjectChange> changes)
      throws ProblemException {
    return written(opened, Reading.text(opened.file()), changes);
  }

  /// The same where the changes depend on what the file says.
  public ProjectWritten changed(OpenedProject opened, Changes changes) throws ProblemException {
    String before = Reading.text(opened.file());
    return written(opened, before, changes.of(ProjectParser.parse(before, OpenProject.FILE)));
  }

  private static ProjectWritten written(
      OpenedProject opened, String before, List<ProjectChange> changes) throws ProblemException {
    String after = ProjectEdit.draft(before, changes);
    requireProject(before, after);
    replace(opened.file(), after);
    return new ProjectWritten(before, after);
  }

  /// No line of a refused change is named: it is in no file. Those of a file that was wrong before
  /// are.
  private static void requireProject(String before, String after) throws ProblemException {
    List<ProjectError> errors = ProjectParser.errorsIn(after);
    if (errors.isEmpty()) {
      return;
    }
    if (!ProjectParser.errorsIn(before).isEmpty()) {
      ProjectParser.parse(after, OpenProject.FILE);
    }
    throw Problem.input(
            errors.size() == 1 ? "project." + errors.getFirst().code() : "project.invalid",
            OpenProject.FILE + " cannot be changed so",
            errors.stream()
                .map(error -> (error.path().isEmpty() ? "" : error.path() + ": ") + error.message())
                .collect(Collectors.joining("\n")),
            "Nothing was changed. Correct what is to be set.")
        .asException();
  }

  /// Writes a file of its own; one that a person may have changed only when told to.
  public void whole(Path file, String text, boolean mayReplace) throws ProblemException {
    if (Files.exists(file) && !mayReplace) {
      throw Problem.input(
              "file.exists",
              file + " is already there",
              "Somebody may have changed it.",
              "Use --replace to write it again, or keep it.")
          .asException();
    }
    replace(file, text);
  }

  private static void replace(Path file, String text) throws ProblemException {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      // Not a temporary file of the system's: those only their owner may read.
      Path beside = file.resolveSibling("." + file.getFileName() + ".part");
      try {
        if (Files.exists(file)) {
          Files.copy(
              file,
              beside,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(beside, text);
        Files.move(
            beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "file.unwritable",
              "Cannot write " + file,
              String.valueOf(e.getMessage()),
              "See that the folder may be written to and that the disk is not full."),
          e);
    }
  }
}
