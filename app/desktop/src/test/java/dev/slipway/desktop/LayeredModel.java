// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes a model of layers that are all alike, named as exporters of transformers do:
/// `/encoder/layer.0/query/MatMul`. Each layer has eight operators, two of them side by side.
public final class LayeredModel {

  public static final int A_LAYER = 8;

  private static final int WIDTH = 8;

  private LayeredModel() {}

  /// A project of its own in a folder.
  public static Path project(Path folder, int layers) throws IOException {
    return project(folder, of(layers, 1));
  }

  static Path project(Path folder, ModelProto model) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("model.onnx"), model.toByteArray());
    Files.writeString(
        folder.resolve("slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: layers\nmodel: {file: model.onnx}\n");
    return folder;
  }

  /// @param weight of every value of the first layer; those of the others are 1
  public static ModelProto of(int layers, float weight) {
    var graph = GraphProto.newBuilder().setName("layers").addInput(rows("x")).addOutput(rows("y"));
    String before = "x";
    for (int i = 0; i < layers; i++) {
      String scope = "/encoder/layer." + i + "/";
      String out = i == layers - 1 ? "y" : scope + "out";
      graph.addInitializer(weights(scope + "W", i == 0 ? weight : 1));
      graph
          .addNode(node(scope + "query/MatMul", "MatMul", scope + "q", before, scope + "W"))
          .addNode(node(scope + "key/MatMul", "MatMul", scope + "k", before, scope + "W"))
          .addNode(node(scope + "value/MatMul", "MatMul", scope + "v", before, scope + "W"))
          .addNode(node(scope + "Mul", "Mul", scope + "m", scope + "q", scope + "k"))
          .addNode(
              node(scope + "Softmax", "Softmax", scope + "s", scope + "m").toBuilder()
                  .addAttribute(
                      AttributeProto.newBuilder()
                          .setName("axis")
                          .setType(AttributeProto.AttributeType.INT)
                          .setI(1))
                  .build())
          .addNode(node(scope + "Mul_1", "Mul", scope + "a", scope + "s", scope + "v"))
          .addNode(node(scope + "Relu", "Relu", scope + "r", scope + "a"))
          .addNode(node(scope + "Add", "Add", out, scope + "r", before));
      before = out;
    }
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build();
  }

  private static NodeProto node(String name, String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setName(name)
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static TensorProto weights(String name, float value) {
    var tensor =
        TensorProto.newBuilder().setName(name).setDataType(1).addDims(WIDTH).addDims(WIDTH);
    for (int i = 0; i < WIDTH * WIDTH; i++) {
      tensor.addFloatData(value * (i % WIDTH - 3) / 16);
    }
    return tensor.build();
  }

  private static ValueInfoProto rows(String name) {
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimParam("batch"))
            .addDim(Dimension.newBuilder().setDimValue(WIDTH));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }
}
