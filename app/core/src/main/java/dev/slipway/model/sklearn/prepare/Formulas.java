// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import java.util.List;

/// Small graphs that many steps need.
final class Formulas {

  private Formulas() {}

  /// A constant row, one number for each column.
  static String row(GraphWriter graph, double... values) {
    return graph.doubles(List.of(1L, (long) values.length), values);
  }

  /// NaN stays NaN, as in NumPy; ONNX's own Clip leaves that open.
  static String clip(GraphWriter graph, String value, String least, String most) {
    String above = graph.node("Where", graph.node("Less", value, least), least, value);
    return graph.node("Where", graph.node("Greater", value, most), most, above);
  }

  static String number(GraphWriter graph, String truths) {
    return graph.cast(truths, DataType.DOUBLE);
  }

  /// Sum of each row, `[rows, 1]`.
  static String sum(GraphWriter graph, String value) {
    return graph.node("ReduceSum", value, graph.longs(1));
  }

  /// Largest of each row, `[rows, 1]`.
  static String largest(GraphWriter graph, String value) {
    return graph.node("ReduceMax", List.of(OnnxParts.attribute("axes", new long[] {1})), value);
  }

  /// One column of several, `[rows, 1]`.
  static String column(GraphWriter graph, String value, int width, int column) {
    return width == 1 ? value : graph.along("Gather", value, graph.longs(column));
  }

  static String beside(GraphWriter graph, List<String> values) {
    return values.size() == 1
        ? values.getFirst()
        : graph.along("Concat", values.toArray(String[]::new));
  }

  /// The same number in each row, `[rows, 1]`.
  static String constant(GraphWriter graph, String like, double value) {
    String rows = graph.node("Gather", graph.node("Shape", like), graph.longs(0));
    String shape =
        graph.node("Concat", List.of(OnnxParts.attribute("axis", 0)), rows, graph.longs(1));
    return graph.node("Expand", graph.scalar(value), shape);
  }

  /// A tensor `[rows, a]` as `[rows, a, 1]`.
  static String deeper(GraphWriter graph, String value) {
    return graph.node("Unsqueeze", value, graph.longs(2));
  }
}
