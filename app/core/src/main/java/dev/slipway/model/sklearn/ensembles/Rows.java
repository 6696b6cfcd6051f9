// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator.Taken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Rows of numbers.
final class Rows {

  private Rows() {}

  static double number(Cell cell) {
    return switch (cell) {
      case Cell.Number(double value) -> value;
      case Cell.Text(String value) ->
          throw new IllegalArgumentException("\"" + value + "\" is no number");
    };
  }

  static double[] numbers(List<Cell> row) {
    return row.stream().mapToDouble(Rows::number).toArray();
  }

  /// Each number rounded to single precision, which scikit-learn's trees take.
  static double[] floats(List<Cell> row) {
    return row.stream().mapToDouble(cell -> (float) number(cell)).toArray();
  }

  /// The same in a graph.
  static String floats(GraphWriter graph, String doubles) {
    return graph.cast(graph.cast(doubles, DataType.FLOAT), DataType.DOUBLE);
  }

  static List<Cell> cells(double... values) {
    return Arrays.stream(values).<Cell>mapToObj(Cell.Number::new).toList();
  }

  static List<Taken> takes(int width) {
    return Collections.nCopies(width, Taken.NUMBER);
  }

  /// What a column must hold that several estimators share.
  static List<Taken> shared(List<List<Taken>> several) {
    List<Taken> shared = new ArrayList<>();
    for (List<Taken> one : several) {
      for (int i = 0; i < one.size(); i++) {
        if (i == shared.size()) {
          shared.add(one.get(i));
        } else if (shared.get(i) == Taken.ANYTHING) {
          shared.set(i, one.get(i));
        }
      }
    }
    return List.copyOf(shared);
  }

  /// One column of a matrix in a graph: doubles, `[rows, 1]`.
  static String column(GraphWriter graph, String matrix, int column) {
    return graph.along("Gather", matrix, graph.longs(column));
  }
}
