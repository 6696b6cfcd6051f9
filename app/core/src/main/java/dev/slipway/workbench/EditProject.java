// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.objective.ProjectParser;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.WriteProject;

/// Writes a `slipway.yaml` that was edited in a window. It never overwrites another person's
/// change.
public final class EditProject {

  private final WriteProject write = new WriteProject();

  EditProject() {}

  public String text(OpenedProject opened) throws ProblemException {
    return Reading.text(opened.file());
  }

  /// @param before what the file must still hold
  /// @param after the whole new file, which must be a project
  public void write(OpenedProject opened, String before, String after) throws ProblemException {
    ProjectParser.parse(after, OpenProject.FILE);
    if (!text(opened).equals(before)) {
      throw Problem.input(
              "project.changed-meanwhile",
              opened.file() + " was changed meanwhile",
              "It no longer holds what it held when it was read here.",
              "Read the project again (F5), and make your changes again.")
          .asException();
    }
    write.whole(opened.file(), after, true);
  }

  /// Takes a change back.
  public void undo(OpenedProject opened, ProjectWritten change) throws ProblemException {
    write(opened, /* before= */ change.after(), /* after= */ change.before());
  }
}
