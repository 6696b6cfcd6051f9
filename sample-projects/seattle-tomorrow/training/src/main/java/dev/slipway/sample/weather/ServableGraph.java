// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

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

/// Turns Tribuo's ONNX export into the graph that is served: the day of the year becomes a point on
/// a circle and all terms are scaled inside it, so that callers send what a weather station has;
/// the weights follow [Day#TERMS] instead of Tribuo's alphabet; names say what they hold.
final class ServableGraph {

  static final String INPUT = "weather";

  private static final String MEASURED = "measured";
  private static final String DAY = "day_of_year";
  private static final String PARTS = "parts";
  private static final String RADIANS_A_DAY = "radians_a_day";
  private static final String ANGLE = "season";
  private static final String TERMS = "terms";
  private static final String CENTRED = "centred";
  private static final String SCALED = "scaled";
  private static final String MEANS = "training_mean";
  private static final String DEVIATIONS = "training_deviation";
  private static final String WEIGHTS = "weights";
  private static final String BIAS = "bias";
  private static final int COLUMN_AXIS = 1;

  private ServableGraph() {}

  static ModelProto of(ForecastModel model, String trainingDataSha256) {
    ModelProto exported = model.tribuo().exportONNXModel("org.example.heating", 1);
    return exported.toBuilder()
        .setDocString("Tomorrow's maximum temperature in Seattle, in degrees Celsius")
        .setGraph(graph(model, exported.getGraph()))
        .clearMetadataProps()
        .addMetadataProps(property("slipway.features", json(Day.FEATURES)))
        .addMetadataProps(property("trainer", trainer()))
        .addMetadataProps(property("tribuo.version", exported.getProducerVersion()))
        .addMetadataProps(property("training.data.sha256", trainingDataSha256))
        .build();
  }

  private static GraphProto graph(ForecastModel model, GraphProto exported) {
    requireKnownShape(exported);
    TensorProto weights = exported.getInitializer(0);
    return GraphProto.newBuilder()
        .setName("seattle-tomorrow")
        .addNode(
            node("Split", List.of(INPUT, PARTS), MEASURED)
                .addOutput(DAY)
                .addAttribute(axis(COLUMN_AXIS)))
        .addNode(node("Mul", List.of(DAY, RADIANS_A_DAY), ANGLE))
        .addNode(node("Sin", List.of(ANGLE), "season_sin"))
        .addNode(node("Cos", List.of(ANGLE), "season_cos"))
        .addNode(
            node("Concat", List.of(MEASURED, "season_sin", "season_cos"), TERMS)
                .addAttribute(axis(COLUMN_AXIS)))
        .addNode(node("Sub", List.of(TERMS, MEANS), CENTRED))
        .addNode(node("Div", List.of(CENTRED, DEVIATIONS), SCALED))
        .addNode(node("Gemm", List.of(SCALED, WEIGHTS, BIAS), ForecastModel.TARGET))
        .addInitializer(widths())
        .addInitializer(floats(RADIANS_A_DAY, List.of(Day.RADIANS_A_DAY)))
        .addInitializer(floats(MEANS, model.scaling().means()))
        .addInitializer(floats(DEVIATIONS, model.scaling().deviations()))
        .addInitializer(inTermOrder(weights, model.tribuo().getFeatureIDMap()).setName(WEIGHTS))
        .addInitializer(exported.getInitializer(1).toBuilder().setName(BIAS))
        .addInput(value(INPUT, Day.FEATURES.size()))
        .addOutput(value(ForecastModel.TARGET, 1))
        .build();
  }

  /// How many columns each part of the input has.
  private static TensorProto widths() {
    return TensorProto.newBuilder()
        .setName(PARTS)
        .setDataType(TensorProto.DataType.INT64.getNumber())
        .addDims(2)
        .addInt64Data(Day.MEASURED.size())
        .addInt64Data(1)
        .build();
  }

  /// The rewriting relies on what Tribuo 4.3.2 exports; another version must not slip through.
  private static void requireKnownShape(GraphProto exported) {
    List<String> operators = exported.getNodeList().stream().map(NodeProto::getOpType).toList();
    List<String> initializers =
        exported.getInitializerList().stream().map(TensorProto::getName).toList();
    if (!operators.equals(List.of("Gemm", "Identity"))
        || !initializers.equals(List.of("linear_sgd_weights_0", "linear_sgd_bias_0"))) {
      throw new IllegalStateException("Unknown export: " + operators + " " + initializers);
    }
  }

  /// Moves each feature's row of weights from its place in Tribuo's alphabet to its term's column.
  private static TensorProto.Builder inTermOrder(TensorProto weights, ImmutableFeatureMap ids) {
    int rowBytes = Math.toIntExact(weights.getDims(1)) * Float.BYTES;
    ByteString rows = ByteString.empty();
    for (String feature : Day.TERMS) {
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

  private static ValueInfoProto value(String name, int columns) {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    shape.addDimBuilder().setDimValue(columns);
    var tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
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

  private static String trainer() {
    return "LinearSGDTrainer(objective=SquaredLoss, optimiser=AdaGrad(initialLearningRate="
        + ForecastModel.LEARNING_RATE
        + ", epsilon="
        + ForecastModel.EPSILON
        + "), epochs="
        + ForecastModel.EPOCHS
        + ", minibatchSize="
        + ForecastModel.MINIBATCH
        + ", seed="
        + ForecastModel.SEED
        + ")";
  }
}
