// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.data.DataReport;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.ShownModel;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project.DataSource;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.report.Voyage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The form for one row: a field for each feature, filled with what the data holds most often.
final class RowForm {

  private static final int MOST_FIELDS = 200;

  /// A value to fill in.
  ///
  /// @param hint what the reference data holds there; may be empty
  /// @param number whether the model takes a number there
  record Field(String name, String hint, boolean number, StringProperty value) {

    /// What is wrong with what is typed; empty where nothing is.
    Optional<String> wrong() {
      String typed = value.get().strip();
      return number
              && !Cells.isMissing(typed)
              && Cells.number(typed).isEmpty()
              && Cells.truth(typed).isEmpty()
          ? Optional.of(Texts.of("play.no-number", name, typed))
          : Optional.empty();
    }
  }

  private RowForm() {}

  /// Empty where the model does not take rows of named values.
  static List<Field> of(ShownModel model) {
    Inspection inspection = model.inspection();
    List<DataReport> reports = model.voyage().map(Voyage::data).orElse(List.of());
    List<TensorSpec> inputs = inspection.signature().inputs();
    List<String> names = inspection.featureMap().features();
    if (names.isEmpty() && inputs.stream().allMatch(RowForm::isOne)) {
      names = inputs.stream().map(TensorSpec::name).toList();
    }
    if (names.size() > MOST_FIELDS) {
      return List.of();
    }
    Map<String, String> columns =
        model
            .voyage()
            .flatMap(voyage -> voyage.project().project().data())
            .map(DataSource::inputs)
            .orElse(new TreeMap<>());
    var made = new ArrayList<Field>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      TensorSpec input = inputs.get(inputs.size() == names.size() ? i : 0);
      Optional<DataReport.Column> column =
          reports.stream()
              .limit(1)
              .flatMap(report -> report.columns().stream())
              .filter(c -> columns.getOrDefault(c.name(), c.name()).equals(name))
              .findFirst();
      made.add(
          new Field(
              name,
              column.map(RowForm::hint).orElse(""),
              input.datatype() != DataType.BYTES,
              new SimpleStringProperty(
                  column.flatMap(c -> c.top().stream().findFirst()).orElse("0"))));
    }
    return made;
  }

  /// Whether an input takes one value a row.
  private static boolean isOne(TensorSpec input) {
    List<Dimension> shape = input.shape();
    return shape.size() == 1
        || (shape.size() == 2 && shape.get(1) instanceof Dimension.Fixed(long size) && size == 1);
  }

  private static String hint(DataReport.Column column) {
    return column.min().isPresent() && column.max().isPresent()
        ? Texts.of(
            "play.range",
            Numbers.grouped(column.min().getAsDouble()),
            Numbers.grouped(column.max().getAsDouble()))
        : column.top().stream().limit(4).collect(Collectors.joining(", "));
  }
}
