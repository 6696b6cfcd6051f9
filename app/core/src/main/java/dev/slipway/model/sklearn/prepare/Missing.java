// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Flow.Kind;
import dev.slipway.model.sklearn.Tensors;
import java.util.List;

/// What counts as a missing value: nothing at all, or a code for it.
///
/// @param number NaN where a number is missing that is not there
/// @param text empty likewise
record Missing(double number, String text) {

  static Missing read(Instance fitted) throws MalformedException {
    Value written = fitted.find("missing_values").orElse(Value.Nothing.NONE);
    return switch (written) {
      case Value.Text(String text) -> new Missing(Double.NaN, text);
      default -> new Missing(Instance.number(written).orElse(Double.NaN), "");
    };
  }

  boolean is(Cell cell) {
    return switch (cell) {
      case Cell.Number(double value) ->
          Double.isNaN(number) ? Double.isNaN(value) : value == number;
      case Cell.Text(String value) -> value.equals(text);
    };
  }

  /// Whether each value of a tensor is missing: truths of the same shape.
  String write(GraphWriter graph, String values, Kind kind) {
    if (kind == Kind.NUMBERS) {
      return Double.isNaN(number)
          ? graph.node("IsNaN", values)
          : graph.node("Equal", values, graph.scalar(number));
    }
    List<AttributeProto> codes =
        List.of(
            OnnxParts.attribute("keys_strings", List.of(text)),
            OnnxParts.attribute("values_int64s", new long[] {1}),
            OnnxParts.attribute("default_int64", 0));
    String coded = graph.nodes(GraphWriter.ML, "LabelEncoder", codes, 1, values).getFirst();
    return graph.cast(coded, DataType.BOOL);
  }

  /// The same of some columns, as numbers 0 and 1.
  Flow write(GraphWriter graph, Flow columns, List<Integer> wanted) {
    return new Flow(
        columns.columns(graph, wanted).parts().stream()
            .map(part ->
                new Flow.Part(
                    Tensors.counted(graph, write(graph, part.value(), part.kind())),
                    Kind.NUMBERS,
                    part.width()))
            .toList());
  }
}
