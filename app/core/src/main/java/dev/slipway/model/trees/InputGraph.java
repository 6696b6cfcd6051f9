// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// The inputs of a graph, as one matrix in double precision: `[rows, features]`.
final class InputGraph {

  private InputGraph() {}

  /// Adds the inputs, and gives the name of the matrix.
  static String matrix(GraphWriter graph, Input input) {
    DataType type = input.precision() == Precision.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
    return input.byColumn()
        ? columns(graph, input, type)
        : exact(graph, graph.input("features", type, input.names().size()), type);
  }

  /// An input for each column, of the column's name.
  private static String columns(GraphWriter graph, Input input, DataType type) {
    List<String> given = new ArrayList<>();
    for (int i = 0; i < input.names().size(); i++) {
      given.add(graph.input(input.names().get(i), input.isText(i) ? DataType.STRING : type, 1));
    }
    List<String> exact = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      exact.add(
          input.isText(i)
              ? place(graph, given.get(i), input.texts().get(i))
              : exact(graph, given.get(i), type));
    }
    return graph.along("Concat", exact.toArray(String[]::new));
  }

  private static String exact(GraphWriter graph, String given, DataType type) {
    return type == DataType.FLOAT ? graph.cast(given, DataType.DOUBLE) : given;
  }

  /// The place of a text in the list of those known; NaN for any other.
  private static String place(GraphWriter graph, String given, List<String> known) {
    List<AttributeProto> places =
        List.of(
            OnnxParts.attribute("keys_strings", known),
            OnnxParts.attribute("values_int64s", LongStream.range(0, known.size()).toArray()),
            OnnxParts.attribute("default_int64", -1));
    String code = graph.nodes(GraphWriter.ML, "LabelEncoder", places, 1, given).getFirst();
    String exact = graph.cast(code, DataType.DOUBLE);
    String unknown = graph.node("Less", exact, graph.scalar(0));
    return graph.node("Where", unknown, graph.scalar(Double.NaN), exact);
  }
}
