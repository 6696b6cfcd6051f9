// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a smaller form of a model: the weights of its matrix products as 8-bit integers from -64
/// to 64, a scale for each column; what flows in is quantised as it comes (dynamic quantisation).
/// Whether the result is as good, and faster, is for others to measure.
public final class Quantiser {

  private static final int FLOAT = 1;
  private static final int INT8 = 3;
  private static final int FIRST_OPSET = 11;

  /// Processors without instructions for products of bytes add two such products in 16 bits, and
  /// cut off what is larger: an input of 255 and a weight of 127, twice, is more than 32,767. So
  /// weights use seven of the eight bits, and a model answers alike wherever it runs.
  private static final float LARGEST = 64;

  private final GraphProto graph;
  private final Map<String, TensorProto> weights = new HashMap<>();
  private final Set<String> quantisedInputs = new HashSet<>();
  private final List<NodeProto> nodes = new ArrayList<>();
  private final List<TensorProto> made = new ArrayList<>();
  private int products;

  private Quantiser(GraphProto graph) {
    this.graph = graph;
    graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
  }

  /// @param onnx a whole model, its weights within
  /// @throws ProblemException when nothing in it can be quantised
  public static byte[] quantised(byte[] onnx) throws ProblemException {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ProblemException(
          refused("It is no ONNX model: " + e.getMessage(), "Check it with slipway inspect"), e);
    }
    long opset =
        model.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty())
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(0);
    if (opset < FIRST_OPSET) {
      throw refused(
              "It uses opset " + opset + "; quantising takes " + FIRST_OPSET,
              "Export the model again with a newer opset")
          .asException();
    }
    var quantiser = new Quantiser(model.getGraph());
    GraphProto graph = quantiser.rewritten();
    if (quantiser.products == 0) {
      throw refused(
              "No matrix product in it has float weights of its own",
              "Nothing: only MatMul and Gemm with constant weights gain from this")
          .asException();
    }
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  private static Problem refused(String why, String remedy) {
    return Problem.input("model.not-quantised", "The model cannot be quantised", why, remedy);
  }

  private GraphProto rewritten() {
    for (NodeProto node : graph.getNodeList()) {
      if (isProduct(node)) {
        products++;
        rewrite(node);
      } else {
        nodes.add(node);
      }
    }
    Set<String> spare = nested() ? Set.of() : spare();
    var result = graph.toBuilder().clearNode().clearInitializer().clearInput().addAllNode(nodes);
    graph.getInitializerList().stream()
        .filter(tensor -> !spare.contains(tensor.getName()))
        .forEach(result::addInitializer);
    // Some files list weights as inputs; without its weight one would be asked of the caller
    graph.getInputList().stream()
        .filter(input -> !spare.contains(input.getName()))
        .forEach(result::addInput);
    return result.addAllInitializer(made).build();
  }

  /// Weights that nothing uses any more.
  private Set<String> spare() {
    Set<String> spare = new HashSet<>(weights.keySet());
    nodes.forEach(node -> spare.removeAll(node.getInputList()));
    graph.getOutputList().forEach(output -> spare.remove(output.getName()));
    return spare;
  }

  /// Inner graphs may use any weight by its name.
  private boolean nested() {
    return graph.getNodeList().stream()
        .flatMap(node -> node.getAttributeList().stream())
        .anyMatch(attribute -> attribute.hasG() || attribute.getGraphsCount() > 0);
  }

  private boolean isProduct(NodeProto node) {
    boolean gemm = node.getOpType().equals("Gemm");
    if (!node.getDomain().isEmpty() || !(gemm || node.getOpType().equals("MatMul"))) {
      return false;
    }
    TensorProto weight = weights.get(node.getInput(1));
    return weight != null
        && weight.getDataType() == FLOAT
        && weight.getDimsCount() == 2
        && weight.getExternalDataCount() == 0
        && (!gemm || plain(node));
  }

  private static boolean plain(NodeProto gemm) {
    return number(gemm, "alpha", 1) == 1
        && number(gemm, "beta", 1) == 1
        && whole(gemm, "transA") == 0;
  }

  private static float number(NodeProto node, String name, float otherwise) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .map(AttributeProto::getF)
        .findFirst()
        .orElse(otherwise);
  }

  private static long whole(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .mapToLong(AttributeProto::getI)
        .findFirst()
        .orElse(0);
  }

  private void rewrite(NodeProto node) {
    String in = node.getInput(0);
    if (quantisedInputs.add(in)) {
      add("DynamicQuantizeLinear", List.of(in), List.of(in + "_q", in + "_scale", in + "_zero"));
    }
    String out = node.getOutput(0);
    boolean transposed = node.getOpType().equals("Gemm") && whole(node, "transB") == 1;
    TensorProto weight = weights.get(node.getInput(1));
    quantise(java.util.Objects.requireNonNull(weight), transposed, out);
    add("MatMulInteger", List.of(in + "_q", out + "_w", in + "_zero"), List.of(out + "_i"));
    nodes.add(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .setName(out + "_f")
            .addInput(out + "_i")
            .addOutput(out + "_f")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(FLOAT))
            .build());
    add("Mul", List.of(in + "_scale", out + "_s"), List.of(out + "_ss"));
    boolean biased = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
    String product = biased ? out + "_p" : out;
    add("Mul", List.of(out + "_f", out + "_ss"), List.of(product));
    if (biased) {
      add("Add", List.of(product, node.getInput(2)), List.of(out));
    }
  }

  private void add(String operator, List<String> inputs, List<String> outputs) {
    nodes.add(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(outputs.getFirst())
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .build());
  }

  private void quantise(TensorProto weight, boolean transposed, String out) {
    int rows = Math.toIntExact(weight.getDims(transposed ? 1 : 0));
    int columns = Math.toIntExact(weight.getDims(transposed ? 0 : 1));
    float[] values = values(weight);
    byte[] small = new byte[rows * columns];
    var scales = TensorProto.newBuilder().setName(out + "_s").setDataType(FLOAT).addDims(columns);
    for (int column = 0; column < columns; column++) {
      float most = 0;
      for (int row = 0; row < rows; row++) {
        most = Math.max(most, Math.abs(at(values, row, column, transposed ? rows : -columns)));
      }
      float scale = most == 0 ? 1 : most / LARGEST;
      scales.addFloatData(scale);
      for (int row = 0; row < rows; row++) {
        float value = at(values, row, column, transposed ? rows : -columns);
        small[row * columns + column] = (byte) Math.round(value / scale);
      }
    }
    made.add(scales.build());
    made.add(
        TensorProto.newBuilder()
            .setName(out + "_w")
            .setDataType(INT8)
            .addDims(rows)
            .addDims(columns)
            .setRawData(ByteString.copyFrom(small))
            .build());
  }

  /// @param width of a stored line; negative when a line holds a row, positive when a column
  private static float at(float[] values, int row, int column, int width) {
    return width < 0 ? values[row * -width + column] : values[column * width + row];
  }

  private static float[] values(TensorProto weight) {
    float[] values;
    if (weight.getRawData().isEmpty()) {
      values = new float[weight.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = weight.getFloatData(i);
      }
      return values;
    }
    ByteBuffer raw = weight.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    values = new float[raw.remaining() / Float.BYTES];
    raw.asFloatBuffer().get(values);
    return values;
  }
}
