// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DataStudy;
import dev.slipway.data.Suspicion;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectChange;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.WriteProject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    Set<String> suspects =
        study.suspicions().stream().map(Suspicion::column).collect(Collectors.toSet());
    return write.changed(
        opened,
        (Project now) -> {
          Set<String> decided =
              now.data().map(data -> data.columnClasses().keySet()).orElse(Set.of());
          return study.reference().columns().stream()
              .map(ColumnProfile::name)
              .filter(column -> !decided.contains(column) && !suspects.contains(column))
              .<ProjectChange>map(column -> new ProjectChange.Text(classOf(column), what))
              .toList();
        });
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
      Optional<String> other = filling(columns, all, data.label(), each.getKey(), each.getValue());
      if (other.isPresent()) {
        throw taken(opened, each.getKey(), each.getValue(), other.get());
      }
    }
    return write.changed(
        opened,
        inputs.entrySet().stream()
            .<ProjectChange>map(
                each -> new ProjectChange.Text(inputOf(each.getKey()), each.getValue()))
            .toList());
  }

  /// Another column that fills an input.
  private static Optional<String> filling(
      List<String> columns,
      SortedMap<String, String> mapped,
      String label,
      String but,
      String input) {
    return columns.stream()
        .filter(column -> !column.equals(but) && !column.equals(label))
        .filter(column -> mapped.getOrDefault(column, column).equals(input))
        .findFirst();
  }

  private static ProblemException taken(
      OpenedProject opened, String column, String input, String other) {
    return Problem.input(
            "data.input-taken",
            "'%s' cannot fill '%s'".formatted(column, input),
            "'%s' fills it already.".formatted(other),
            "Map both at once: "
                + InspectData.command(opened)
                + " "
                + Shell.line("--map", column + "=" + input, "--map", other + "=INPUT"))
        .asException();
  }

  /// Lets a column fill the input of its own name again.
  public ProjectWritten unmap(OpenedProject opened, String column) throws ProblemException {
    Project.DataSource data = InspectData.source(opened);
    var all = new TreeMap<>(data.inputs());
    all.remove(column);
    List<String> columns =
        DataFiles.columns(opened.folder().resolve(data.holdout()), data.holdout());
    Optional<String> other = filling(columns, all, data.label(), column, column);
    if (other.isPresent()) {
      throw taken(opened, column, column, other.get());
    }
    return write.changed(opened, List.of(new ProjectChange.Removal(inputOf(column))));
  }

  private static List<String> inputOf(String column) {
    return List.of("data", "columns", column, "input");
  }
}
