// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/// Finds where the columns of a table go: into one input as wide as there are features, or into one
/// input for each column.
public final class Places {

  private final String source;
  private final List<String> columns;
  private final List<Place> places = new ArrayList<>();

  private Places(String source, List<String> columns) {
    this.source = source;
    this.columns = columns;
  }

  /// Columns that the model does not take are not among them.
  ///
  /// @param source what holds the columns, for messages
  /// @param features column names in the order of the model's only input; empty when it does not
  ///   say
  /// @throws PreparationException when columns are missing, or the model takes something else than
  ///   rows
  public static List<Place> of(
      String source, List<String> columns, List<String> features, List<TensorSpec> inputs)
      throws PreparationException {
    var places = new Places(source, columns);
    if (isVector(features, inputs)) {
      places.vector(features, inputs.getFirst());
    } else {
      for (TensorSpec input : inputs) {
        places.add(input, List.of(places.named(input.name())));
      }
    }
    return List.copyOf(places.places);
  }

  /// The columns that the model names and a table lacks, in the model's order; none where it names
  /// no columns.
  ///
  /// @param columns of the table
  /// @param features as above
  public static List<String> lacking(
      List<String> columns, List<String> features, List<TensorSpec> inputs) {
    var places = new Places("the data", columns);
    List<String> named =
        isVector(features, inputs)
            ? features
            : inputs.stream().map(input -> places.name(input.name())).toList();
    return named.stream().filter(name -> !columns.contains(name)).distinct().toList();
  }

  private static boolean isVector(List<String> features, List<TensorSpec> inputs) {
    return inputs.size() == 1 && (!features.isEmpty() || width(inputs.getFirst()) != 1);
  }

  private void vector(List<String> features, TensorSpec input) throws PreparationException {
    List<String> names = features;
    if (names.isEmpty() && width(input) == columns.size()) {
      names = columns;
    }
    if (names.isEmpty()) {
      throw new PreparationException(
          "data.columns-unknown",
          "Which columns the model takes is not known",
          "Its input '%s' takes %s values, the table has %d columns, and the model names none."
              .formatted(
                  input.name(), width(input) < 0 ? "any number of" : width(input), columns.size()),
          "Write the column names into the model's metadata: key slipway.features, value a"
              + " JSON array such as [\"length\",\"width\"].");
    }
    for (String name : names) {
      require(name);
    }
    add(input, names);
  }

  private String named(String input) throws PreparationException {
    String name = name(input);
    require(name);
    return name;
  }

  /// What the table calls an input.
  private String name(String input) {
    String name = input;
    for (String candidate : columns) {
      // Converters from scikit-learn write such names into the graph
      if (!columns.contains(name) && candidate.replaceAll("\\W", "_").equals(name)) {
        name = candidate;
      }
    }
    return name;
  }

  private void require(String column) throws PreparationException {
    if (!columns.contains(column)) {
      throw new PreparationException(
          "data.column-missing",
          "The model takes a column '" + column + "' that " + source + " lacks",
          "The table has " + String.join(", ", columns) + ".",
          "Add the column, or rename the one that holds these values.");
    }
  }

  private void add(TensorSpec input, List<String> names) throws PreparationException {
    if (!takes(input, names.size())) {
      throw new PreparationException(
          "data.input-not-tabular",
          "The model's input '%s' cannot be filled from %d column(s)"
              .formatted(input.name(), names.size()),
          "It takes a tensor of shape " + shapeText(input) + ".",
          "Evaluate such a model with golden requests (model.golden in slipway.yaml), or export"
              + " it with an input of shape [rows, columns].");
    }
    for (int i = 0; i < names.size(); i++) {
      places.add(new Place(names.get(i), input, i));
    }
  }

  /// Whether an input takes a row of so many columns.
  static boolean takes(TensorSpec input, int columns) {
    List<Dimension> shape = input.shape();
    long rows = shape.isEmpty() ? 1 : shape.getFirst().sizeOrMinusOne();
    boolean oneRow = shape.size() <= 2 && (rows < 0 || rows == 1);
    boolean wide = shape.size() == 2 && (width(input) < 0 || width(input) == columns);
    boolean single = shape.size() < 2 && columns == 1;
    return oneRow && (wide || single);
  }

  /// The last axis, which holds the features; -1 when it is free.
  private static long width(TensorSpec input) {
    return input.shape().size() < 2 ? 1 : input.shape().getLast().sizeOrMinusOne();
  }

  private static String shapeText(TensorSpec input) {
    List<String> axes = new ArrayList<>();
    for (Dimension dimension : input.shape()) {
      axes.add(dimension instanceof Dimension.Fixed(long size) ? Long.toString(size) : "free");
    }
    return axes.toString();
  }
}
