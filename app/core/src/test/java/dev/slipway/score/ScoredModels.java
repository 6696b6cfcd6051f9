// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Models whose answers show what they were given.
final class ScoredModels {

  static final int DOUBLE = TensorProto.DataType.DOUBLE_VALUE;
  static final int INT32 = TensorProto.DataType.INT32_VALUE;
  static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
  private static final int INT64 = TensorProto.DataType.INT64_VALUE;
  private static final int BOOL = TensorProto.DataType.BOOL_VALUE;
  private static final int STRING = TensorProto.DataType.STRING_VALUE;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("made");
  private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);

  private ScoredModels() {}

  /// `price` FP32, `rooms` INT64, `garden` BOOL and `town` a text, each a column; `score` is the
  /// first, `seen` the last, and `label` says by its number whether there is a garden.
  static Path mixed(Path file) throws IOException {
    var made = new ScoredModels();
    made.input("price", FLOAT).input("rooms", INT64).input("garden", BOOL).input("town", STRING);
    made.node("Cast", "rooms", "rooms_real", number("to", FLOAT));
    made.node("Add", "price rooms_real", "score");
    made.node("Cast", "garden", "label", number("to", INT64));
    made.node("Identity", "town", "seen");
    made.output("score", FLOAT).output("label", INT64).output("seen", STRING);
    return made.write(file, "slipway.labels", "[\"none\",\"some\"]");
  }

  /// Two columns, `a` and `b`, to the scores of classes `low` and `high`.
  static Path pair(Path file) throws IOException {
    return pair(file, "[\"a\",\"b\"]");
  }

  static Path pair(Path file, String features) throws IOException {
    var made = new ScoredModels();
    made.graph.addInput(value("x", FLOAT, 2));
    made.node("Softmax", "x", "p");
    made.graph.addOutput(value("p", FLOAT, 2));
    made.entry("slipway.labels", "[\"low\",\"high\"]");
    return made.write(file, "slipway.features", features);
  }

  /// Columns that are answered as they are, each an input of a type.
  static Path same(Path file, List<String> columns, List<Integer> types) throws IOException {
    var made = new ScoredModels();
    for (int i = 0; i < columns.size(); i++) {
      made.input(columns.get(i), types.get(i));
      made.node("Identity", columns.get(i), "y_" + columns.get(i));
      made.output("y_" + columns.get(i), types.get(i));
    }
    return made.write(file, "made", "by hand");
  }

  /// One column, of which only even whole numbers are answered: the others are no place of a list.
  static Path picky(Path file) throws IOException {
    var made = new ScoredModels();
    made.input("n", INT64);
    made.graph.addInitializer(
        TensorProto.newBuilder()
            .setName("list")
            .setDataType(FLOAT)
            .addDims(4)
            .addAllFloatData(List.of(10f, 11f, 12f, 13f)));
    made.node("Gather", "list n", "y");
    made.output("y", FLOAT);
    return made.write(file, "made", "by hand");
  }

  /// Columns `f0`, `f1`… through layers with weights from a seed, to two scores.
  static Path layers(Path file, int... sizes) throws IOException {
    var made = new ScoredModels();
    var random = new Random(7);
    made.graph.addInput(value("x", FLOAT, sizes[0]));
    String from = "x";
    for (int i = 1; i < sizes.length; i++) {
      made.weights("w" + i, random, sizes[i - 1], sizes[i]);
      made.weights("b" + i, random, sizes[i]);
      boolean last = i == sizes.length - 1;
      made.node("Gemm", from + " w" + i + " b" + i, "z" + i);
      from = last ? "p" : "a" + i;
      made.node(last ? "Softmax" : "Relu", "z" + i, from);
    }
    made.graph.addOutput(value("p", FLOAT, sizes[sizes.length - 1]));
    var names = new StringBuilder();
    for (int i = 0; i < sizes[0]; i++) {
      names.append(i == 0 ? "[" : ",").append("\"f").append(i).append('"');
    }
    return made.write(file, "slipway.features", names + "]");
  }

  private void weights(String name, Random random, int... shape) {
    var tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
    int size = 1;
    for (int axis : shape) {
      tensor.addDims(axis);
      size *= axis;
    }
    double scale = Math.sqrt(2.0 / shape[0]);
    for (int i = 0; i < size; i++) {
      tensor.addFloatData((float) (scale * random.nextGaussian()));
    }
    graph.addInitializer(tensor);
  }

  private ScoredModels input(String name, int type) {
    graph.addInput(value(name, type, 1));
    return this;
  }

  private ScoredModels output(String name, int type) {
    graph.addOutput(value(name, type, 1));
    return this;
  }

  private void node(String operator, String inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(List.of(inputs.split(" ")))
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static ValueInfoProto value(String name, int type, int width) {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("rows");
    shape.addDimBuilder().setDimValue(width);
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private void entry(String key, String value) {
    model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
  }

  private Path write(Path file, String key, String value) throws IOException {
    entry(key, value);
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17)).setGraph(graph);
    return Files.write(file, model.build().toByteArray());
  }
}
