// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.slipway.model.graph.OnnxParts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A model of as many bytes and nodes as a small language model has.
final class LargeModel {

  private static final int WIDTH = 4;
  private static final int LAYERS = 400;

  private LargeModel() {}

  /// A project with such a model.
  static Path into(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.onnx"))) {
      model(megabytes * 1_000_000).writeTo(out);
    }
    Files.writeString(
        folder.resolve("slipway.yaml"),
        """
        apiVersion: slipway.dev/v1
        name: large
        version: 1.0.0
        model: {file: model.onnx}
        """);
    return folder;
  }

  private static ModelProto model(int bytes) {
    var graph = GraphProto.newBuilder().setName("large");
    graph.addInput(OnnxParts.value("x", DataType.FLOAT, WIDTH));
    graph.addOutput(OnnxParts.value("y", DataType.FLOAT, WIDTH));
    long rows = bytes / (4L * WIDTH);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("table")
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(rows)
            .addDims(WIDTH)
            .setRawData(ByteString.copyFrom(new byte[(int) (rows * 4 * WIDTH)])));
    graph.addInitializer(OnnxParts.longs("first", 0));
    graph.addNode(node("Gather", List.of("table", "first"), "h0"));
    graph.addNode(node("Add", List.of("x", "h0"), "h1"));
    for (int i = 1; i < LAYERS; i++) {
      String operator = i % 3 == 0 ? "Relu" : i % 3 == 1 ? "Tanh" : "Identity";
      graph.addNode(node(operator, List.of("h" + i), "h" + (i + 1)));
    }
    graph.addNode(node("Identity", List.of("h" + LAYERS), "y"));
    var model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setVersion(17);
    return model.build();
  }

  private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return OnnxParts.node(operator, inputs, output);
  }
}
