// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How rows, texts and pictures become a model's inputs, and what its answers are called, as it
/// ships with the model.
///
/// @param fields none where rows are not taken
/// @param labels class names in the order of the scores; may be empty
/// @param texts empty where texts are not taken
/// @param images empty where pictures are not taken
public record Preparation(
    List<Field> fields,
    List<String> labels,
    Optional<Texts> texts,
    Optional<ImageSettings> images) {

  /// How texts become a model's inputs.
  ///
  /// @param tokenizer name of the file beside this one that makes tokens of them
  /// @param embedding empty where the model answers none
  public record Texts(String tokenizer, Optional<Embedding> embedding) {}

  /// Of rows alone.
  public Preparation(List<Field> fields, List<String> labels) {
    this(fields, labels, Optional.empty(), Optional.empty());
  }

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
