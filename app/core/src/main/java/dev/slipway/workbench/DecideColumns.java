// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DataStudy;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectChange;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.WriteProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a person decides about single columns: how personal they are, and which input of the model
/// they fill. `slipway.yaml` keeps it.
public final class DecideColumns {

  private final WriteProject write = new WriteProject();

  DecideColumns() {}

  /// Keeps a person's decision about a column in `slipway.yaml`.
  public ProjectWritten classify(OpenedProject opened, String column, String what)
      throws ProblemException {
    return write.changed(opened, List.of(new ProjectChange.Text(classOf(column), what)));
  }

  /// Takes the decision about a column out of `slipway.yaml`.
  public ProjectWritten declassify(OpenedProject opened, String column) throws ProblemException {
    return write.changed(opened, List.of(new ProjectChange.Removal(classOf(column))));
  }

  /// Decides for every column that has no class yet and that does not look personal.
  public ProjectWritten classifyRest(OpenedProject opened, DataStudy study, String what)
      throws ProblemException {
    var decided = InspectData.source(opened).columnClasses();
    List<ProjectChange> changes = new ArrayList<>();
    for (ColumnProfile column : study.reference().columns()) {
      boolean suspect = study.suspicions().stream().anyMatch(s -> s.column().equals(column.name()));
      if (!decided.containsKey(column.name()) && !suspect) {
        changes.add(new ProjectChange.Text(classOf(column.name()), what));
      }
    }
    return write.changed(opened, changes);
  }

  private static List<String> classOf(String column) {
    return List.of("data", "columns", column, "class");
  }

  /// Says in `slipway.yaml` which inputs of the model columns fill, all or none.
  ///
  /// @param inputs by column
  public ProjectWritten map(OpenedProject opened, SortedMap<String, String> inputs)
      throws ProblemException {
    Project.DataSource data = InspectData.source(opened);
    var all = new TreeMap<>(data.inputs());
    all.putAll(inputs);
    List<String> columns =
        DataFiles.columns(opened.folder().resolve(data.holdout()), data.holdout());
    for (var each : inputs.entrySet()) {
      if (!columns.contains(each.getKey())) {
        throw InspectData.noColumn(data.holdout(), columns, each.getKey());
      }
      Optional<String> other =
          columns.stream()
              .filter(column -> !column.equals(each.getKey()) && !column.equals(data.label()))
              .filter(column -> all.getOrDefault(column, column).equals(each.getValue()))
              .findFirst();
      if (other.isPresent()) {
        throw Problem.input(
                "data.input-taken",
                "'%s' cannot fill '%s'".formatted(each.getKey(), each.getValue()),
                "'%s' fills it already.".formatted(other.get()),
                "Map both at once: "
                    + InspectData.command(opened)
                    + " "
                    + Shell.line(
                        "--map",
                        each.getKey() + "=" + each.getValue(),
                        "--map",
                        other.get() + "=INPUT"))
            .asException();
      }
    }
    return write.changed(
        opened,
        inputs.entrySet().stream()
            .<ProjectChange>map(
                each -> new ProjectChange.Text(inputOf(each.getKey()), each.getValue()))
            .toList());
  }

  /// Lets a column fill the input of its own name again.
  public ProjectWritten unmap(OpenedProject opened, String column) throws ProblemException {
    return write.changed(opened, List.of(new ProjectChange.Removal(inputOf(column))));
  }

  private static List<String> inputOf(String column) {
    return List.of("data", "columns", column, "input");
  }
}
