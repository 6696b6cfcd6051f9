// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;

/// A model that takes texts of any length, as numbers of tokens, and gives each token a number.
public final class TokenModel {

  private TokenModel() {}

  /// A project of its own in a folder.
  public static Path project(Path folder, String input) throws IOException {
    var cast =
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addInput(input)
            .addOutput("numbers")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(DataType.FLOAT_VALUE));
    var graph =
        GraphProto.newBuilder()
            .setName("tokens")
            .addInput(texts(input, DataType.INT64))
            .addOutput(texts("numbers", DataType.FLOAT))
            .addNode(cast);
    return LayeredModel.project(
        folder,
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build());
  }

  private static ValueInfoProto texts(String name, DataType type) {
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimParam("batch"))
            .addDim(Dimension.newBuilder().setDimParam("length"));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
