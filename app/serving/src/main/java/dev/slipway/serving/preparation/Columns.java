// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The columns of a row that a model is asked about, each with its place in the model's inputs.
public final class Columns {

  private static final Set<DataType> TAKEN =
      EnumSet.of(
          DataType.FP32,
          DataType.FP64,
          DataType.INT64,
          DataType.INT32,
          DataType.BOOL,
          DataType.BYTES);

  private final List<Place> places;
  private final List<ColumnRule> rules;
  private final List<TensorSpec> inputs;
  private final Map<String, Integer> byName = new HashMap<>();
  private final int[] inputOf;
  private final int[] indexes;
  private final int[] widths;
  private final boolean[] plainFloats;

  private Columns(List<Place> places, List<ColumnRule> rules, List<TensorSpec> inputs) {
    this.places = List.copyOf(places);
    this.rules = List.copyOf(rules);
    this.inputs = List.copyOf(inputs);
    inputOf = new int[places.size()];
    indexes = new int[inputOf.length];
    plainFloats = new boolean[inputOf.length];
    widths = new int[inputs.size()];
    for (int column = 0; column < inputOf.length; column++) {
      inputOf[column] = this.inputs.indexOf(places.get(column).input());
      widths[inputOf[column]]++;
      indexes[column] = places.get(column).index();
      plainFloats[column] = datatype(column) == DataType.FP32 && rules.get(column).takesAnyNumber();
      byName.put(places.get(column).column(), column);
    }
  }

  /// Columns of which everything is allowed that the model takes.
  ///
  /// @throws PreparationException when an input's type is none that rows become
  public static Columns of(List<Place> places) throws PreparationException {
    List<TensorSpec> inputs = new ArrayList<>();
    List<ColumnRule> rules = new ArrayList<>();
    for (Place place : places) {
      if (!inputs.contains(place.input())) {
        requireType(place.input());
        inputs.add(place.input());
      }
      rules.add(ColumnRule.NONE);
    }
    return new Columns(places, rules, inputs);
  }

  /// Columns of which the contract has rules, checked against the model: together they fill each of
  /// its inputs exactly.
  ///
  /// @param rules one for each place
  /// @throws PreparationException when they do not
  public static Columns checked(List<Place> places, List<ColumnRule> rules, List<TensorSpec> inputs)
      throws PreparationException {
    if (places.isEmpty()) {
      throw misfit("there are no columns");
    }
    Set<String> names = new HashSet<>();
    for (Place place : places) {
      if (!names.add(place.column())) {
        throw misfit("there are two columns '" + place.column() + "'");
      }
    }
    for (TensorSpec input : inputs) {
      requireType(input);
      List<Integer> filled =
          places.stream()
              .filter(place -> place.input().equals(input))
              .map(Place::index)
              .sorted()
              .toList();
      for (int i = 0; i < filled.size(); i++) {
        if (filled.get(i) != i) {
          throw misfit(
              "the columns of the input '%s' do not fill it one by one".formatted(input.name()));
        }
      }
      if (filled.isEmpty() || !Places.takes(input, filled.size())) {
        throw misfit(
            "the input '%s' cannot be filled from %d column(s)"
                .formatted(input.name(), filled.size()));
      }
    }
    return new Columns(places, rules, inputs);
  }

  static PreparationException misfit(String what) {
    return new PreparationException(
        "preparation.misfit",
        what,
        "The columns belong to another model.",
        "Export the bundle again.");
  }

  private static void requireType(TensorSpec input) throws PreparationException {
    if (!TAKEN.contains(input.datatype())) {
      throw new PreparationException(
          "data.input-type",
          "The model's input '%s' takes %s, which tables do not hold"
              .formatted(input.name(), input.datatype()),
          "Tables become float, double, 32- and 64-bit integer, bool or string inputs.",
          "Export the model with a float input, and Cast it inside.");
    }
  }

  public int count() {
    return places.size();
  }

  public String name(int column) {
    return places.get(column).column();
  }

  public List<String> names() {
    return places.stream().map(Place::column).toList();
  }

  /// -1 where there is none of that name.
  public int indexOf(String name) {
    return byName.getOrDefault(name, -1);
  }

  public DataType datatype(int column) {
    return places.get(column).input().datatype();
  }

  /// Whether a number goes into the tensor as the nearest FP32, and nothing is asked of it.
  public boolean isPlainFloat(int column) {
    return plainFloats[column];
  }

  /// Whether the model answers one row at a time only.
  public boolean isOneRow() {
    return inputs.stream()
        .anyMatch(input ->
            input.shape().isEmpty() || input.shape().getFirst() instanceof Dimension.Fixed);
  }

  public ColumnRule rule(int column) {
    return rules.get(column);
  }

  List<TensorSpec> inputs() {
    return inputs;
  }

  int inputOf(int column) {
    return inputOf[column];
  }

  int index(int column) {
    return indexes[column];
  }

  /// How many columns fill an input.
  int width(int input) {
    return widths[input];
  }
}
