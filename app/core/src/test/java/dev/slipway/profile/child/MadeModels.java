// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

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
import java.util.stream.LongStream;

/// Models of the three common kinds with weights from a seed: their time is that of trained ones of
/// the same shape.
public final class MadeModels {

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("made");
  private final Random random = new Random(1);
  private int names;

  private MadeModels() {}

  /// 16 → 64 → 64 → 4.
  public static Path mlp(Path folder) throws IOException {
    var made = new MadeModels();
    String x = made.input(1, 16);
    x = made.dense(x, 16, 64);
    x = made.dense(made.node("Relu", List.of(x)), 64, 64);
    x = made.dense(made.node("Relu", List.of(x)), 64, 4);
    return made.write(folder.resolve("mlp.onnx"), x, 1, 4);
  }

  /// Three convolutions over 3 × 32 × 32.
  public static Path cnn(Path folder) throws IOException {
    var made = new MadeModels();
    String x = made.input(1, 3, 32, 32);
    int[] channels = {3, 16, 32, 32};
    for (int i = 0; i + 1 < channels.length; i++) {
      String weights = made.weights(channels[i + 1], channels[i], 3, 3);
      x = made.node("Conv", List.of(x, weights), ints("pads", 1, 1, 1, 1), ints("strides", 1, 1));
      x = made.node("Relu", List.of(x));
    }
    x = made.node("Flatten", List.of(made.node("GlobalAveragePool", List.of(x))));
    return made.write(folder.resolve("cnn.onnx"), made.dense(x, 32, 10), 1, 10);
  }

  /// Two layers of attention over 32 positions of width 64.
  public static Path transformer(Path folder) throws IOException {
    var made = new MadeModels();
    String x = made.input(1, 32, 64);
    for (int layer = 0; layer < 2; layer++) {
      x = made.attention(x);
      String hidden = made.node("Relu", List.of(made.product(x, 64, 256)));
      x = made.normal(made.node("Add", List.of(x, made.product(hidden, 256, 64))));
    }
    return made.write(folder.resolve("transformer.onnx"), x, 1, 32, 64);
  }

  private String attention(String x) {
    String keys = node("Transpose", List.of(product(x, 64, 64)), ints("perm", 0, 2, 1));
    String scores = node("MatMul", List.of(product(x, 64, 64), keys));
    String shares = node("Softmax", List.of(scores));
    String mixed = node("MatMul", List.of(shares, product(x, 64, 64)));
    return normal(node("Add", List.of(x, product(mixed, 64, 64))));
  }

  private String normal(String x) {
    return node("LayerNormalization", List.of(x, weights(64), weights(64)));
  }

  private String product(String x, int from, int to) {
    return node("MatMul", List.of(x, weights(from, to)));
  }

  private String dense(String x, int from, int to) {
    return node("Gemm", List.of(x, weights(from, to), weights(to)));
  }

  private String input(long... shape) {
    graph.addInput(value("x", shape));
    return "x";
  }

  private String weights(long... shape) {
    String name = "w" + names++;
    var tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    LongStream.of(shape).forEach(tensor::addDims);
    long size = LongStream.of(shape).reduce(1, Math::multiplyExact);
    double scale = Math.sqrt(2.0 / shape[0]);
    for (long i = 0; i < size; i++) {
      tensor.addFloatData((float) (scale * random.nextGaussian()));
    }
    graph.addInitializer(tensor);
    return name;
  }

  private String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = "v" + names++;
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  private static AttributeProto ints(String name, long... values) {
    var attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    LongStream.of(values).forEach(attribute::addInts);
    return attribute.build();
  }

  private static ValueInfoProto value(String name, long... shape) {
    var dims = TensorShapeProto.newBuilder();
    for (long size : shape) {
      dims.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    var type = TypeProto.Tensor.newBuilder().setElemType(1).setShape(dims);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private Path write(Path file, String output, long... shape) throws IOException {
    graph.addOutput(value(output, shape));
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    return Files.write(file, model.toByteArray());
  }
}
