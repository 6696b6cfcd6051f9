// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import java.util.ArrayList;
import java.util.List;

/// One value of a row on its way through a pipeline.
public sealed interface Cell {

  /// @param value NaN where there is none
  @SuppressWarnings("AvoidCommonTypeNames")
  record Number(double value) implements Cell {}

  /// @param value empty where there is none: an ONNX text cannot be null
  record Text(String value) implements Cell {}

  /// A row as numbers.
  ///
  /// @throws IllegalArgumentException where one is a text
  static double[] numbers(List<Cell> row) {
    double[] values = new double[row.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(row.get(i) instanceof Number(double value))) {
        throw new IllegalArgumentException("not a number: " + row.get(i));
      }
      values[i] = value;
    }
    return values;
  }

  static List<Cell> of(double... values) {
    List<Cell> row = new ArrayList<>(values.length);
    // Most numbers of a wide row are this one
    Cell zero = new Number(0);
    for (double value : values) {
      row.add(Double.doubleToRawLongBits(value) == 0 ? zero : new Number(value));
    }
    return row;
  }
}
