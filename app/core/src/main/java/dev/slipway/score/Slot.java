// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An input of the model and the columns that fill a row of it.
///
/// @param rank axes that it has: none, rows, or rows and columns
/// @param freeRows whether it takes several rows at a time
/// @param columns as the data call them, in the order of the input
record Slot(String input, DataType type, int rank, boolean freeRows, List<String> columns) {

  Slot {
    columns = List.copyOf(columns);
  }

  /// @param called what the data call a column, by what the model calls it
  static List<Slot> of(List<Place> places, Map<String, String> called) {
    Map<TensorSpec, List<String>> columns = new LinkedHashMap<>();
    for (Place place : places) {
      columns
          .computeIfAbsent(place.input(), input -> new ArrayList<>())
          .add(called.getOrDefault(place.column(), place.column()));
    }
    List<Slot> slots = new ArrayList<>();
    columns.forEach((input, from) ->
        slots.add(
            new Slot(
                input.name(),
                input.datatype(),
                input.shape().size(),
                input.hasDynamicRows(),
                from)));
    return slots;
  }

  /// Whether its values are read as numbers, where they are stored as some. Whole numbers of 64
  /// bits are not: a double would lose their last digits.
  boolean isNumber() {
    return type.isFloatingPoint() || type == DataType.INT32;
  }

  long[] shape(int rows) {
    return switch (rank) {
      case 0 -> new long[] {};
      case 1 -> new long[] {rows};
      default -> new long[] {rows, columns.size()};
    };
  }
}
