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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.regression.slm.SparseLinearModel;

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
  private static final String SUMS = PREFIX + "sums";

  private final Original original;
  private final GraphProto exported;
  private final GraphProto.Builder graph = GraphProto.newBuilder();

  /// What the graph computes in, and its caller gives.
  private final TensorProto.DataType precision;

  private ServableGraph(Original original, GraphProto exported, TensorProto.DataType precision) {
    this.original = original;
    this.exported = exported;
    this.precision = precision;
  }

  /// Tribuo's own export, which takes no missing values and names no classes.
  static ModelProto ofExport(Original original, ModelProto exported, ExactNumbers numbers) {
    boolean exact = ExactNumbers.fits(exported.getGraph().getNodeList());
    GraphProto graph = exact ? exact(exported.getGraph(), numbers) : exported.getGraph();
    var servable =
        new ServableGraph(
            original, graph, exact ? TensorProto.DataType.DOUBLE : TensorProto.DataType.FLOAT);
    String input = exported.getGraph().getInput(0).getName();
    servable.missingAsAbsent();
    servable.body(Map.of(input, PREFIX + "present"));
    return exported.toBuilder().clearMetadataProps().setGraph(servable.finished(1)).build();
  }

  /// Trees whose sums are votes or scores, which are divided to become the answer.
  static ModelProto ofSums(Original original, ModelProto sums, double divisor) {
    var servable = new ServableGraph(original, sums.getGraph(), TensorProto.DataType.DOUBLE);
    servable.body(Map.of());
    return sums.toBuilder().setGraph(servable.finished(divisor)).build();
  }

  private static GraphProto exact(GraphProto exported, ExactNumbers numbers) {
    var exact = exported.toBuilder().clearInitializer().clearNode();
    exported.getInitializerList().forEach(tensor -> exact.addInitializer(numbers.exact(tensor)));
    exported.getNodeList().forEach(node -> exact.addAllNode(ExactNumbers.exact(node)));
    return exact.build();
  }

  /// Absent features are zero; but where a model scales its features itself, they are what scales
  /// to zero: the mean.
  private void missingAsAbsent() {
    String absent = PREFIX + "zero";
    if (original.model() instanceof SparseLinearModel) {
      absent =
          exported.getInitializerList().stream()
              .map(TensorProto::getName)
              .filter(name -> name.startsWith("feature_mean"))
              .findFirst()
              .orElse(absent);
    }
    graph
        .addNode(node("IsNaN", PREFIX + "missing", FEATURES))
        .addNode(node("Where", PREFIX + "present", PREFIX + "missing", absent, FEATURES));
    if (absent.startsWith(PREFIX)) {
      graph.addInitializer(number("zero", precision, 0));
    }
  }

  /// The nodes as they were, under names that leave room for the new ones.
  private void body(Map<String, String> inputs) {
    Map<String, String> names = new HashMap<>(inputs);
    for (String outer : List.of(PREDICTION, PROBABILITIES, SCORES, LABEL)) {
      names.put(outer, PREFIX + "inner_" + outer);
    }
    names.put(exported.getOutput(0).getName(), SUMS);
    for (NodeProto node : exported.getNodeList()) {
      graph.addNode(
          node.toBuilder()
              .clearInput()
              .addAllInput(renamed(node.getInputList(), names))
              .clearOutput()
              .addAllOutput(renamed(node.getOutputList(), names)));
    }
    graph.addAllInitializer(exported.getInitializerList()).setName("tribuo");
    graph.addInput(value(FEATURES, precision, original.features().size()));
  }

  private static List<String> renamed(List<String> given, Map<String, String> names) {
    return given.stream().map(name -> names.getOrDefault(name, name)).toList();
  }

  private GraphProto finished(double divisor) {
    int width = original.outputs().size();
    boolean classes = original.task() == Original.Task.CLASS;
    String scores = scoresName();
    if (divisor == 1) {
      graph.addNode(single(scores, SUMS));
    } else {
      graph
          .addNode(single(PREFIX + "single", SUMS))
          .addNode(node("Div", scores, PREFIX + "single", PREFIX + "divisor"))
          .addInitializer(number("divisor", TensorProto.DataType.FLOAT, divisor));
    }
    if (classes) {
      graph.addNode(
          node("ArgMax", PREFIX + "best", SUMS)
              .addAttribute(integer("axis", 1))
              .addAttribute(integer("keepdims", 0)));
      label();
    }
    graph.addOutput(value(scores, TensorProto.DataType.FLOAT, width));
    return graph.build();
  }

  private static NodeProto.Builder single(String output, String input) {
    return node("Cast", output, input)
        .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber()));
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

  private static TensorProto number(String name, TensorProto.DataType type, double value) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (type == TensorProto.DataType.DOUBLE) {
      bytes.putDouble(value);
    } else {
      bytes.putFloat((float) value);
    }
    return TensorProto.newBuilder()
        .setName(PREFIX + name)
        .setDataType(type.getNumber())
        .setRawData(ByteString.copyFrom(bytes.flip()))
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
