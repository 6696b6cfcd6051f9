// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/// Models of a few nodes, whose answers are arithmetic.
final class SmallModels {

  private SmallModels() {}

  /// Answers the two columns that it is given, and names neither.
  static byte[] echo() {
    var graph =
        GraphProto.newBuilder()
            .setName("echo")
            .addInput(value("x", DataType.FLOAT, "", 2))
            .addOutput(value("y", DataType.FLOAT, "", 2))
            .addNode(node("Identity", "y", "x"));
    return model(graph);
  }

  /// A text model of three classes: the mean of the tokens that the mask lets through, once for
  /// each class with a weight of its own. The last class has the largest.
  static byte[] mood() {
    var graph =
        GraphProto.newBuilder()
            .setName("mood")
            .addInput(value("input_ids", DataType.INT64, "sequence", 0))
            .addInput(value("attention_mask", DataType.INT64, "sequence", 0))
            .addOutput(value("logits", DataType.FLOAT, "", 3));
    graph
        .addInitializerBuilder()
        .setName("weights")
        .setDataType(DataType.FLOAT.getNumber())
        .addDims(1)
        .addDims(3)
        .addFloatData(-1)
        .addFloatData(0)
        .addFloatData(1);
    graph.addNode(node("Mul", "kept", "input_ids", "attention_mask"));
    graph.addNode(
        node("Cast", "numbers", "kept").addAttribute(number("to", DataType.FLOAT.getNumber())));
    graph.addNode(
        node("ReduceMean", "mean", "numbers")
            .addAttribute(
                AttributeProto.newBuilder().setName("axes").setType(AttributeType.INTS).addInts(1))
            .addAttribute(number("keepdims", 1)));
    graph.addNode(node("MatMul", "logits", "mean", "weights"));
    return model(graph);
  }

  /// A picture model of two classes: one convolution over 16 x 12 pixels, its mean, softmax.
  static byte[] hues() {
    var pixels = TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber());
    pixels.getShapeBuilder().addDimBuilder().setDimParam("batch");
    for (int size : new int[] {3, 12, 16}) {
      pixels.getShapeBuilder().addDimBuilder().setDimValue(size);
    }
    var graph =
        GraphProto.newBuilder()
            .setName("hues")
            .addInput(
                ValueInfoProto.newBuilder()
                    .setName("pixels")
                    .setType(TypeProto.newBuilder().setTensorType(pixels)))
            .addOutput(value("scores", DataType.FLOAT, "", 2));
    var weights =
        graph
            .addInitializerBuilder()
            .setName("weights")
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(2)
            .addDims(3)
            .addDims(3)
            .addDims(3);
    for (int i = 0; i < 2 * 27; i++) {
      weights.addFloatData((i * 37 % 19 - 9) / 30f);
    }
    graph.addNode(node("Conv", "lines", "pixels", "weights"));
    graph.addNode(node("Relu", "seen", "lines"));
    graph.addNode(node("GlobalAveragePool", "means", "seen"));
    graph.addNode(node("Flatten", "logits", "means"));
    graph.addNode(node("Softmax", "scores", "logits"));
    return model(graph);
  }

  private static byte[] model(GraphProto.Builder graph) {
    var model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setVersion(17);
    return model.build().toByteArray();
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    var node = NodeProto.newBuilder().setOpType(operator).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  /// @param width of the second axis, where it has no name
  private static ValueInfoProto value(String name, DataType type, String axis, int width) {
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
    tensor.getShapeBuilder().addDimBuilder().setDimParam("batch");
    if (axis.isEmpty()) {
      tensor.getShapeBuilder().addDimBuilder().setDimValue(width);
    } else {
      tensor.getShapeBuilder().addDimBuilder().setDimParam(axis);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
