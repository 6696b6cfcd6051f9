// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.DataStudy;
import dev.slipway.data.QualityRule;
import dev.slipway.data.sql.BarRows;
import dev.slipway.workbench.DataRows;
import dev.slipway.workbench.EditRules;
import dev.slipway.workbench.EditRules.RulesWritten;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the window does with the project's data.
public final class DataActions {

  private final Workbench workbench;

  DataActions(Workbench workbench) {
    this.workbench = workbench;
  }

  /// The first rows behind a bar.
  public BarRows rows(
      OpenedProject project, DataRows.Side side, ColumnDrift drift, int bar, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench.rows().behind(project, side, drift, bar, progress);
  }

  /// Keeps the class of a column, or takes it out, and what was found as evidence that knows it.
  public ProjectWritten decide(OpenedProject project, String column, Optional<String> what)
      throws ProblemException {
    return restated(
        project,
        what.isPresent()
            ? workbench.columns().classify(project, column, what.get())
            : workbench.columns().declassify(project, column));
  }

  /// Says of every column that raised no suspicion that it is not personal.
  public ProjectWritten decideRest(OpenedProject project, DataStudy study) throws ProblemException {
    return restated(project, workbench.columns().classifyRest(project, study, "none"));
  }

  /// Lets a column fill an input; that of its own name where none is given.
  public ProjectWritten map(OpenedProject project, String column, Optional<String> input)
      throws ProblemException {
    return input.isPresent()
        ? workbench.columns().map(project, new TreeMap<>(Map.of(column, input.get())))
        : workbench.columns().unmap(project, column);
  }

  /// Takes a decision back.
  public void undo(OpenedProject project, ProjectWritten written) throws ProblemException {
    workbench.edit().undo(project, written);
    var _ = restated(project, written);
  }

  private ProjectWritten restated(OpenedProject project, ProjectWritten written)
      throws ProblemException {
    workbench.data().restate(workbench.open().open(project.folder()));
    return written;
  }

  /// Writes rules that the reference keeps to.
  public void suggest(OpenedProject project, DataStudy study, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.data().suggest(project, study, false, progress);
  }

  /// The rules as their file has them now.
  public List<QualityRule> rules(OpenedProject project) throws ProblemException {
    return workbench.rules().of(project);
  }

  /// @param seen the rules that the file must still hold
  public RulesWritten edit(OpenedProject project, List<QualityRule> seen, EditRules.Change change)
      throws ProblemException {
    return workbench.rules().edit(project, seen, change);
  }

  /// Takes a change of the rules back.
  public void undo(OpenedProject project, RulesWritten written) throws ProblemException {
    workbench.rules().undo(project, written);
  }
}
