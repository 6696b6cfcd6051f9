// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Gives an exported graph the inputs and outputs that all converted models have: `features` in;
/// `prediction`, or `label` and `probabilities`, out. A missing value (NaN) becomes what Tribuo
/// takes a feature for that a row lacks.
final class ServableGraph {

  static final String FEATURES = "features";
  static final String PREDICTION = "prediction";
  static final String PROBABILITIES = "probabilities";
  static final String SCORES = "scores";
  static final String LABEL = "label";

  private static final String PREFIX = "slipway_";

  private final Original original;
  private final GraphProto exported;
  private final GraphProto.Builder graph = GraphProto.newBuilder();

  private ServableGraph(Original original, GraphProto exported) {
    this.original = original;
    this.exported = exported;
  }

  /// Tribuo's own export, which takes no missing values and names no classes.
  static ModelProto ofExport(Original original, ModelProto exported) {
    var servable = new ServableGraph(original, exported.getGraph());
    String input = exported.getGraph().getInput(0).getName();
    servable.missingAsZero();
    servable.body(input, PREFIX + "present");
    return exported.toBuilder()
        .clearMetadataProps()
        .setGraph(servable.finished(exported.getGraph().getOutput(0).getName(), 1))
        .build();
  }

  /// Trees whose sums are votes or scores, which are divided to become the answer.
  static ModelProto ofSums(Original original, ModelProto sums, double divisor) {
    var servable = new ServableGraph(original, sums.getGraph());
    servable.body(FEATURES, FEATURES);
    return sums.toBuilder()
        .setGraph(servable.finished(sums.getGraph().getOutput(0).getName(), divisor))
        .build();
  }

  private void missingAsZero() {
    graph
        .addNode(node("IsNaN", PREFIX + "missing", FEATURES))
        .addNode(
            node("Where", PREFIX + "present", PREFIX + "missing", PREFIX + "zero", FEATURES))
        .addInitializer(number("zero", 0));
  }

  private void body(String input, String becomes) {
    for (NodeProto node : exported.getNodeList()) {
      var renamed = node.toBuilder().clearInput();
      node.getInputList().forEach(name -> renamed.addInput(name.equals(input) ? becomes : name));
      graph.addNode(renamed);
    }
    graph.addAllInitializer(exported.getInitializerList()).setName("tribuo");
    graph.addInput(value(FEATURES, TensorProto.DataType.FLOAT, original.features().size()));
  }

  private GraphProto finished(String sums, double divisor) {
    int width = original.outputs().size();
    boolean classes = original.task() == Original.Task.CLASS;
    String scores = scoresName();
    if (divisor == 1) {
      graph.addNode(node("Identity", scores, sums));
    } else {
      graph
          .addNode(node("Div", scores, sums, PREFIX + "divisor"))
          .addInitializer(number("divisor", (float) divisor));
    }
    if (classes) {
      graph.addNode(
          node("ArgMax", PREFIX + "best", sums)
              .addAttribute(integer("axis", 1))
              .addAttribute(integer("keepdims", 0)));
      label();
    }
    graph.addOutput(value(scores, TensorProto.DataType.FLOAT, width));
    return graph.build();
  }

  String scoresName() {
    return switch (original.task()) {
      case NUMBERS -> PREDICTION;
      case LABELS -> SCORES;
      case CLASS -> original.model().generatesProbabilities() ? PROBABILITIES : SCORES;
    };
  }

  private void label() {
    if (numbered(original.outputs())) {
      graph
          .addNode(node("Identity", LABEL, PREFIX + "best"))
          .addOutput(value(LABEL, TensorProto.DataType.INT64));
      return;
    }
    TensorProto.Builder names =
        TensorProto.newBuilder()
            .setName(PREFIX + "class_names")
            .setDataType(TensorProto.DataType.STRING.getNumber())
            .addDims(original.outputs().size());
    original.outputs().forEach(name -> names.addStringData(ByteString.copyFromUtf8(name)));
    graph
        .addInitializer(names)
        .addNode(node("Gather", LABEL, PREFIX + "class_names", PREFIX + "best"))
        .addOutput(value(LABEL, TensorProto.DataType.STRING));
  }

  private static boolean numbered(List<String> labels) {
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.get(i).equals(Integer.toString(i))) {
        return false;
      }
    }
    return true;
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(PREFIX + operator + "_" + output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static TensorProto number(String name, float value) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return TensorProto.newBuilder()
        .setName(PREFIX + name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .setRawData(ByteString.copyFrom(bytes.putFloat(value).flip()))
        .build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int... sizes) {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("rows");
    for (int size : sizes) {
      shape.addDimBuilder().setDimValue(size);
    }
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
