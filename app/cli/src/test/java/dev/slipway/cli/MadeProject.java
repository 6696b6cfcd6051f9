// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A project without data, whose model is made here.
final class MadeProject {

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("made");
  private int names;

  private MadeProject() {}

  /// 32 → 1024 → 1024 → 1, with weights from a seed: most of its time goes into reading them.
  static Path wide(Path folder) throws IOException {
    var made = new MadeProject();
    var random = new Random(1);
    int[] widths = {32, 1024, 1024, 1};
    String x = made.input(widths[0]);
    for (int i = 0; i + 1 < widths.length; i++) {
      double scale = Math.sqrt(2.0 / widths[i]);
      double[] weights =
          DoubleStream.generate(() -> scale * random.nextGaussian())
              .limit((long) widths[i] * widths[i + 1])
              .toArray();
      String product = made.node("MatMul", x, made.constant(weights, widths[i], widths[i + 1]));
      x = i + 2 < widths.length ? made.node("Relu", product) : product;
    }
    return made.project(folder, x);
  }

  /// Adds up four inputs beside a constant a million times as large, which it does not count: in
  /// eight bits nothing is left of the four.
  static Path lostInEightBits(Path folder) throws IOException {
    var made = new MadeProject();
    String x = made.input(4);
    String both = made.joined(x, made.constant(new double[] {1e6}, 1, 1));
    return made.project(
        folder, made.node("MatMul", both, made.constant(new double[] {1, 1, 1, 1, 0}, 5, 1)));
  }

  /// The model of a project that takes the penguins' measurements, and answers otherwise.
  static Path swapped(Path folder) throws IOException {
    var made = new MadeProject();
    made.graph.addInput(value("measurements", 4));
    String weights = made.constant(new double[] {1, 1, 1, 1}, 4, 1);
    return made.project(folder, made.node("MatMul", "measurements", weights)).resolve("model.onnx");
  }

  private String input(int width) {
    graph.addInput(value("x", width));
    return "x";
  }

  private String constant(double[] values, int rows, int columns) {
    String name = "c" + names++;
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(1)
            .addDims(rows)
            .addDims(columns)
            .addAllFloatData(
                IntStream.range(0, values.length).mapToObj(i -> (float) values[i]).toList()));
    return name;
  }

  private String node(String operator, String... inputs) {
    String name = "v" + names++;
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(List.of(inputs))
            .addOutput(name));
    return name;
  }

  private String joined(String a, String b) {
    String name = node("Concat", a, b);
    int last = graph.getNodeCount() - 1;
    graph.setNode(
        last,
        graph.getNode(last).toBuilder()
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(1)));
    return name;
  }

  private static ValueInfoProto value(String name, int width) {
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }

  private Path project(Path folder, String output) throws IOException {
    graph.addOutput(value(output, 1));
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("model.onnx"),
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build()
            .toByteArray());
    Files.writeString(
        folder.resolve("slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: made\nversion: 1.0.0\nmodel: {file: model.onnx}\n");
    return folder;
  }
}
