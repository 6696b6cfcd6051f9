// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.sklearn.Flow;
import java.util.Arrays;
import java.util.List;

/// What graphs of models have in common. All tensors are `[rows, width]` of doubles where nothing
/// else is said.
final class Tensors {

  private static final AttributeProto FLAT = OnnxParts.attribute("keepdims", 0);

  private Tensors() {}

  /// A constant matrix.
  static String matrix(GraphWriter graph, double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return graph.doubles(List.of((long) rows.length, (long) width), flat);
  }

  /// A constant row.
  static String row(GraphWriter graph, double... values) {
    return graph.doubles(List.of(1L, (long) values.length), values);
  }

  static double[][] transposed(double[][] matrix) {
    double[][] turned = new double[matrix.length == 0 ? 0 : matrix[0].length][matrix.length];
    for (int i = 0; i < turned.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        turned[i][j] = matrix[j][i];
      }
    }
    return turned;
  }

  /// Each row times each row of the weights. A factor of the whole belongs into the weights: ONNX
  /// Runtime fuses a constant beside a product in single precision.
  static String product(GraphWriter graph, String x, double[][] weights) {
    return graph.node("MatMul", x, matrix(graph, transposed(weights)));
  }

  static String column(GraphWriter graph, String x, int column) {
    return graph.along("Gather", x, graph.longs(column));
  }

  /// Along each row: `[rows, 1]`.
  static String sum(GraphWriter graph, String x) {
    return graph.node("ReduceSum", x, graph.longs(1));
  }

  /// Along one axis, which then is gone.
  static String sumAway(GraphWriter graph, String x, int axis) {
    return graph.node("ReduceSum", List.of(FLAT), x, graph.longs(axis));
  }

  /// Index of the highest: whole numbers, `[rows]`.
  static String highest(GraphWriter graph, String x) {
    return graph.node("ArgMax", List.of(OnnxParts.attribute("axis", 1), FLAT), x);
  }

  /// Index of the lowest: whole numbers, `[rows]`.
  static String lowest(GraphWriter graph, String x) {
    return graph.node("ArgMin", List.of(OnnxParts.attribute("axis", 1), FLAT), x);
  }

  /// Of truths `[rows, 1]`, whole numbers `[rows]`.
  static String chosen(GraphWriter graph, String truths) {
    return graph.cast(graph.node("Squeeze", truths, graph.longs(1)), DataType.INT64);
  }

  /// Truths as zeros and ones.
  static String counted(GraphWriter graph, String truths) {
    return graph.cast(truths, DataType.DOUBLE);
  }

  /// The logistic function. The operator of that name subtracts from one below zero: nothing is
  /// left of a share of 1e-17.
  static String sigmoid(GraphWriter graph, String x) {
    String odds = graph.node("Exp", graph.node("Neg", x));
    return graph.node("Reciprocal", graph.node("Add", odds, graph.scalar(1)));
  }

  static String softmax(GraphWriter graph, String x) {
    return graph.along("Softmax", x);
  }

  /// Scores of two classes, of which one number is known.
  static String opposed(GraphWriter graph, String decision) {
    return graph.along("Concat", graph.node("Neg", decision), decision);
  }

  /// Shares of two classes, of which the second is known.
  static String complemented(GraphWriter graph, String share) {
    return graph.along("Concat", graph.node("Sub", graph.scalar(1), share), share);
  }

  /// The same numbers for each row of a flow.
  static String repeated(GraphWriter graph, Flow columns, double... values) {
    String shape = graph.node("Shape", columns.parts().getFirst().value());
    String rows = graph.node("Gather", shape, graph.longs(0));
    String wanted =
        graph.node(
            "Concat", List.of(OnnxParts.attribute("axis", 0)), rows, graph.longs(values.length));
    return graph.node("Expand", row(graph, values), wanted);
  }
}
