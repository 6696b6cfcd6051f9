// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.checklist.Remedies;
import dev.slipway.model.Signature;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectChange;
import dev.slipway.objective.ProjectParser;
import dev.slipway.request.InputShapes;
import dev.slipway.request.StatedShapes;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.WriteProject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes `slipway.yaml`: single values by command, or the whole file that was edited in a window.
/// It never overwrites another person's change.
public final class EditProject {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern LIST = Pattern.compile("\\[(.+)]");
  private static final Pattern MAPPING = Pattern.compile("\\{.+}");

  private final WriteProject write = new WriteProject();

  EditProject() {}

  public String text(OpenedProject opened) throws ProblemException {
    return Reading.text(opened.file());
  }

  /// Sets values in `slipway.yaml`, all or none; every other character stays as it is.
  ///
  /// @param values by key, such as `objectives.latency.p99`. A number stays one where the key takes
  ///   one; `[a, b]` is a list, `{a: 1, b: 2}` a mapping
  public ProjectWritten set(OpenedProject opened, SortedMap<String, String> values)
      throws ProblemException {
    for (var each : values.entrySet()) {
      if (Remedies.unfilled(each.getValue())) {
        throw Problem.input(
                "project.unfilled",
                each.getKey() + " is not filled in: " + each.getValue(),
                "The command is as a page proposed it; words in capitals are yours to fill in.",
                "Write what is so.")
            .asException();
      }
    }
    try {
      return write.changed(opened, changes(values, EditProject::typed));
    } catch (ProblemException asTyped) {
      try {
        return write.changed(opened, changes(values, ProjectChange.Text::new));
      } catch (ProblemException asText) {
        asTyped.addSuppressed(asText);
        throw asTyped;
      }
    }
  }

  private static List<ProjectChange> changes(
      SortedMap<String, String> values, BiFunction<List<String>, String, ProjectChange> change) {
    return values.entrySet().stream()
        .map(each -> change.apply(List.of(each.getKey().split("\\.")), each.getValue().strip()))
        .toList();
  }

  private static ProjectChange typed(List<String> path, String value) {
    if (NUMBER.matcher(value).matches()) {
      return new ProjectChange.Decimal(path, new BigDecimal(value));
    }
    if (MAPPING.matcher(value).matches()) {
      return new ProjectChange.Mapping(path, value);
    }
    Matcher list = LIST.matcher(value);
    return list.matches()
        ? new ProjectChange.Texts(path, List.of(list.group(1).strip().split("\\s*,\\s*")))
        : new ProjectChange.Text(path, value);
  }

  /// Says in `slipway.yaml` how large requests are, all or none; what is blank is taken out.
  ///
  /// @param typed by input, such as `1x16,32,128`
  /// @throws ProblemException where it is no shape, or none that the model takes
  public ProjectWritten size(
      OpenedProject opened, Signature signature, SortedMap<String, String> typed)
      throws ProblemException {
    StatedShapes sizes = StatedShapes.typed(typed);
    return write.changed(
        opened,
        (Project now) -> {
          InputShapes.of(signature, now.model().requests().shapes().with(typed.keySet(), sizes));
          return typed.keySet().stream().<ProjectChange>map(input -> sized(input, sizes)).toList();
        });
  }

  private static ProjectChange sized(String input, StatedShapes sizes) {
    List<String> path = List.of("model", "inputs", input);
    return Optional.ofNullable(sizes.byInput().get(input))
        .<ProjectChange>map(shape -> new ProjectChange.Mapping(path, StatedShapes.mapping(shape)))
        .orElseGet(() -> new ProjectChange.Removal(path));
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
