// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.TensorSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An input of the model and the columns that fill a row of it.
///
/// @param rank axes that it has: none, rows, or rows and columns
/// @param freeRows whether it takes several rows at a time
/// @param columns as the data call them, in the order of the input
public record Slot(String input, DataType type, int rank, boolean freeRows, List<String> columns)
    implements Serializable {

  public Slot {
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

  /// How its values are read, where they are stored as numbers. Whole numbers of 64 bits are read
  /// as texts: a double would lose their last digits.
  CellType reading() {
    return switch (type) {
      case FP32 -> CellType.SINGLE;
      case FP64, INT32 -> CellType.REAL;
      default -> CellType.TEXT;
    };
  }

  long[] shape(int rows) {
    return switch (rank) {
      case 0 -> new long[] {};
      case 1 -> new long[] {rows};
      default -> new long[] {rows, columns.size()};
    };
  }
}
