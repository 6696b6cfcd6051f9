// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/// How rows become a model's inputs, and what its answers are called, as it ships with the model.
///
/// @param labels class names in the order of the scores; may be empty
public record Preparation(List<Field> fields, List<String> labels) {

  /// A column of a row.
  ///
  /// @param tensor the input that it fills
  /// @param index its place within a row of the input
  public record Field(String name, String tensor, int index, ColumnRule rule) {}

  public Preparation {
    fields = List.copyOf(fields);
    labels = List.copyOf(labels);
  }

  /// The columns, checked against the model.
  ///
  /// @throws PreparationException when they do not fill its inputs
  public Columns columns(List<TensorSpec> inputs) throws PreparationException {
    List<Place> places = new ArrayList<>();
    List<ColumnRule> rules = new ArrayList<>();
    for (Field field : fields) {
      TensorSpec input =
          inputs.stream()
              .filter(spec -> spec.name().equals(field.tensor()))
              .findFirst()
              .orElseThrow(() ->
                  Columns.misfit(
                      "the model has no input '%s', which the column '%s' is to fill"
                          .formatted(field.tensor(), field.name())));
      places.add(new Place(field.name(), input, field.index()));
      rules.add(field.rule());
    }
    return Columns.checked(places, rules, inputs);
  }
}
