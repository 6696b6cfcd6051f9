// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.OnnxParts;
import java.util.List;

/// A graph under construction; what adds a node gives the name of the node's output.
record Nodes(GraphProto.Builder graph) {

  /// The axis behind the rows.
  private static final AttributeProto SECOND_AXIS = OnnxParts.attribute("axis", 1);

  String node(String operator, String output, String... inputs) {
    graph.addNode(OnnxParts.node(operator, List.of(inputs), output));
    return output;
  }

  /// Along the axis behind the rows.
  String along(String operator, String output, String... inputs) {
    graph.addNode(OnnxParts.node(operator, List.of(inputs), output).addAttribute(SECOND_AXIS));
    return output;
  }

  /// The place of the highest score of each row.
  String best(String scores) {
    graph.addNode(
        OnnxParts.node("ArgMax", List.of(scores), "best")
            .addAttribute(SECOND_AXIS)
            .addAttribute(OnnxParts.attribute("keepdims", 0)));
    return "best";
  }

  String cast(String input, String output, DataType type) {
    graph.addNode(
        OnnxParts.node("Cast", List.of(input), output)
            .addAttribute(OnnxParts.attribute("to", type.getNumber())));
    return output;
  }

  /// Both side by side.
  String both(String first, String second) {
    return along("Concat", first + "_and_" + second, first, second);
  }

  void add(NodeProto.Builder node) {
    graph.addNode(node);
  }

  void scalar(String name, double value) {
    row(name, List.of(), value);
  }

  /// A constant.
  void row(String name, List<Long> shape, double... values) {
    graph.addInitializer(OnnxParts.doubles(name, shape, values));
  }

  void longs(String name, long... values) {
    graph.addInitializer(OnnxParts.longs(name, values));
  }
}
