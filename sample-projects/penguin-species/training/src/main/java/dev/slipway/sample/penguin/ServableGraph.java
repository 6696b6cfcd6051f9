// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.tribuo.ImmutableFeatureMap;

/// Turns Tribuo's ONNX export into the graph that is served: the scaling comes in front, so that
/// callers send millimetres and grams; the inputs follow [Penguin#FEATURES] instead of Tribuo's
/// alphabet; names say what they hold; and the most probable species is an output of its own.
final class ServableGraph {

  static final String INPUT = "measurements";
  static final String PROBABILITIES = "probabilities";
  static final String LABEL = "label";

  private static final String SCALED = "scaled";
  private static final String LOGITS = "logits";
  private static final String MEANS = "training_mean";
  private static final String DEVIATIONS = "training_deviation";
  private static final String WEIGHTS = "weights";
  private static final String BIAS = "bias";
  private static final int SPECIES_AXIS = 1;

  private ServableGraph() {}

  static ModelProto of(SpeciesModel model, String trainingDataSha256) {
    ModelProto exported = model.tribuo().exportONNXModel("org.example.field-station", 1);
    return exported.toBuilder()
        .setDocString("Which of three Pygoscelis penguins was measured: Adelie, Chinstrap, Gentoo")
        .setGraph(graph(model, exported.getGraph()))
        .clearMetadataProps()
        .addMetadataProps(property("slipway.features", json(Penguin.FEATURES)))
        .addMetadataProps(property("slipway.labels", json(model.labels())))
        .addMetadataProps(property("trainer", trainer(model.setting())))
        .addMetadataProps(property("tribuo.version", exported.getProducerVersion()))
        .addMetadataProps(property("training.data.sha256", trainingDataSha256))
        .build();
  }

  private static GraphProto graph(SpeciesModel model, GraphProto exported) {
    requireKnownShape(exported);
    int features = Penguin.FEATURES.size();
    int species = model.labels().size();
    return GraphProto.newBuilder()
        .setName("penguin-species")
        .addNode(node("Sub", List.of(INPUT, MEANS), "centred"))
        .addNode(node("Div", List.of("centred", DEVIATIONS), SCALED))
        .addNode(node("Gemm", List.of(SCALED, WEIGHTS, BIAS), LOGITS))
        .addNode(node("Softmax", List.of(LOGITS), PROBABILITIES).addAttribute(axis(SPECIES_AXIS)))
        .addNode(
            node("ArgMax", List.of(PROBABILITIES), LABEL)
                .addAttribute(axis(SPECIES_AXIS))
                .addAttribute(integer("keepdims", 0)))
        .addInitializer(floats(MEANS, model.scaling().means()))
        .addInitializer(floats(DEVIATIONS, model.scaling().deviations()))
        .addInitializer(
            inInputOrder(exported.getInitializer(0), model.tribuo().getFeatureIDMap())
                .setName(WEIGHTS))
        .addInitializer(exported.getInitializer(1).toBuilder().setName(BIAS))
        .addInput(value(INPUT, TensorProto.DataType.FLOAT, features))
        .addOutput(value(PROBABILITIES, TensorProto.DataType.FLOAT, species))
        .addOutput(value(LABEL, TensorProto.DataType.INT64))
        .build();
  }

  /// The rewriting relies on what Tribuo 4.3.2 exports; another version must not slip through.
  private static void requireKnownShape(GraphProto exported) {
    List<String> operators = exported.getNodeList().stream().map(NodeProto::getOpType).toList();
    List<String> initializers =
        exported.getInitializerList().stream().map(TensorProto::getName).toList();
    if (!operators.equals(List.of("Gemm", "Softmax", "Identity"))
        || !initializers.equals(List.of("linear_sgd_weights_0", "linear_sgd_bias_0"))) {
      throw new IllegalStateException("Unknown export: " + operators + " " + initializers);
    }
  }

  /// Moves each feature's row of weights from its place in Tribuo's alphabet to its input column.
  private static TensorProto.Builder inInputOrder(TensorProto weights, ImmutableFeatureMap ids) {
    int rowBytes = Math.toIntExact(weights.getDims(1)) * Float.BYTES;
    ByteString rows = ByteString.empty();
    for (String feature : Penguin.FEATURES) {
      int from = ids.getID(feature) * rowBytes;
      rows = rows.concat(weights.getRawData().substring(from, from + rowBytes));
    }
    return weights.toBuilder().setRawData(rows);
  }

  private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output);
  }

  private static AttributeProto axis(int axis) {
    return integer("axis", axis);
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static TensorProto floats(String name, List<Float> values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(bytes::putFloat);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addDims(values.size())
        .setRawData(ByteString.copyFrom(bytes.flip()))
        .build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int... fixedSizes) {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    for (int size : fixedSizes) shape.addDimBuilder().setDimValue(size);
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static StringStringEntryProto property(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /// The names hold neither quotes nor backslashes.
  private static String json(List<String> names) {
    return "[\"" + String.join("\",\"", names) + "\"]";
  }

  private static String trainer(Setting setting) {
    return "LinearSGDTrainer(objective=LogMulticlass, optimiser=AdaGrad(initialLearningRate="
        + setting.learningRate()
        + ", epsilon="
        + SpeciesTrainer.EPSILON
        + "), epochs="
        + setting.epochs()
        + ", minibatchSize="
        + SpeciesTrainer.MINIBATCH
        + ", seed="
        + SpeciesTrainer.SEED
        + ")";
  }
}
