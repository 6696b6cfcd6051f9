// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Tensors;
import java.util.List;

/// A line through points, as a graph.
final class Interpolation {

  private Interpolation() {}

  /// NumPy's interp of `[rows, 1]`: on the line between the two points around a number, and at the
  /// ends what they have.
  static String write(GraphWriter graph, String x, double[] xs, double[] ys) {
    int last = xs.length - 1;
    double[] slopes = new double[xs.length];
    for (int i = 0; i < last; i++) {
      // Points over each other are never the two around a number
      slopes[i] = xs[i + 1] > xs[i] ? (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) : 0;
    }
    String at = segment(graph, x, xs);
    String from = graph.node("Gather", column(graph, xs), at);
    String y = graph.node("Gather", column(graph, ys), at);
    String slope = graph.node("Gather", column(graph, slopes), at);
    String line = graph.node("Add", y, graph.node("Mul", slope, graph.node("Sub", x, from)));
    String before = graph.node("Less", x, graph.scalar(xs[0]));
    String behind = graph.node("GreaterOrEqual", x, graph.scalar(xs[last]));
    return graph.node(
        "Where",
        before,
        graph.scalar(ys[0]),
        graph.node("Where", behind, graph.scalar(ys[last]), line));
  }

  /// Index of the last point at or before a number of `[rows, 1]`; 0 before the first.
  static String segment(GraphWriter graph, String x, double[] xs) {
    double[] later = new double[Math.max(0, xs.length - 1)];
    System.arraycopy(xs, 1, later, 0, later.length);
    if (later.length == 0) {
      // Not x times 0: of NaN that is no index
      return graph.cast(Tensors.repeated(graph, x, 0), DataType.INT64);
    }
    String passed = graph.node("GreaterOrEqual", x, Tensors.row(graph, later));
    return graph.node("ReduceSum", graph.cast(passed, DataType.INT64), graph.longs(1));
  }

  private static String column(GraphWriter graph, double[] values) {
    return graph.doubles(List.of((long) values.length), values);
  }
}
