// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.inspect.OnnxModel.Axis;
import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import dev.slipway.inspect.OnnxModel.Value;
import dev.slipway.inspect.OnnxModel.ValueType.TensorType;
import dev.slipway.inspect.OnnxModel.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shapes of a graph's values for one row: those that the file declares, and those that follow from
/// them through common operators. A size of -1 is unknown; an empty array is a shape not known at
/// all (or a scalar, which counts nothing).
final class KnownShapes {

  private static final long[] UNKNOWN = {};

  private static final Set<String> SAME_SHAPE =
      Set.of(
          "Abs",
          "BatchNormalization",
          "Cast",
          "Clip",
          "DequantizeLinear",
          "Dropout",
          "Elu",
          "Erf",
          "Exp",
          "Gelu",
          "HardSigmoid",
          "HardSwish",
          "Identity",
          "Imputer",
          "InstanceNormalization",
          "LRN",
          "LayerNormalization",
          "LeakyRelu",
          "Log",
          "LogSoftmax",
          "Neg",
          "Normalizer",
          "PRelu",
          "QuantizeLinear",
          "Relu",
          "Scaler",
          "Selu",
          "Sigmoid",
          "Softmax",
          "Softplus",
          "Sqrt",
          "Tanh");

  private static final Set<String> BROADCAST = Set.of("Add", "Div", "Mul", "Pow", "Sub");

  private final Map<String, long[]> shapes = new HashMap<>();

  private KnownShapes() {}

  static KnownShapes of(OnnxGraph graph) {
    var known = new KnownShapes();
    String batch =
        graph.inputs().stream()
            .map(KnownShapes::batchName)
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("");
    graph.initializers().values().forEach(known::put);
    graph.inputs().forEach(input -> known.declare(input, batch));
    graph.outputs().forEach(output -> known.declare(output, batch));
    graph.values().forEach(value -> known.declare(value, batch));
    graph.nodes().forEach(known::follow);
    return known;
  }

  long[] of(String value) {
    return shapes.getOrDefault(value, UNKNOWN);
  }

  static boolean flag(OnnxNode node, String name) {
    return node.settings().getOrDefault(name, List.of(0L)).getFirst() != 0;
  }

  /// The name of the second operand: quantised operators have scales in between.
  static Optional<String> right(OnnxNode node) {
    int at = node.operator().startsWith("QLinear") ? 3 : 1;
    return at < node.inputs().size() ? Optional.of(node.inputs().get(at)) : Optional.empty();
  }

  private static String batchName(Value input) {
    return input.type() instanceof TensorType tensor
            && tensor.shape().isPresent()
            && !tensor.shape().get().isEmpty()
        ? tensor.shape().get().getFirst().name()
        : "";
  }

  private void put(Weights weights) {
    if (weights.count() >= 0) {
      shapes.put(
          weights.name(), weights.dimensions().stream().mapToLong(Long::longValue).toArray());
    }
  }

  private void declare(Value value, String batch) {
    if (!(value.type() instanceof TensorType tensor)
        || tensor.shape().isEmpty()
        || shapes.containsKey(value.name())) {
      return;
    }
    List<Axis> axes = tensor.shape().get();
    long[] shape = axes.stream().mapToLong(Axis::size).toArray();
    for (int i = 0; i < shape.length; i++) {
      boolean row = i == 0 || (!batch.isEmpty() && axes.get(i).name().equals(batch));
      shape[i] = shape[i] < 0 && row ? 1 : shape[i];
    }
    shapes.put(value.name(), shape);
  }

  private void follow(OnnxNode node) {
    if (node.outputs().isEmpty() || shapes.containsKey(node.outputs().getFirst())) {
      return;
    }
    long[] shape = infer(node);
    if (shape.length > 0) {
      shapes.put(node.outputs().getFirst(), shape);
    }
  }

  private long[] infer(OnnxNode node) {
    if (node.operator().equals("Constant") && node.tensors().size() == 1) {
      return node.tensors().getFirst().dimensions().stream().mapToLong(Long::longValue).toArray();
    }
    if (node.inputs().isEmpty()) {
      return UNKNOWN;
    }
    long[] first = of(node.inputs().getFirst());
    long[] second = right(node).map(this::of).orElse(UNKNOWN);
    if (SAME_SHAPE.contains(node.operator())) {
      return first;
    }
    if (BROADCAST.contains(node.operator()) && node.inputs().size() == 2) {
      return broadcast(first, second, node);
    }
    return switch (node.operator()) {
      case "MatMul", "MatMulInteger", "QLinearMatMul" -> matMul(first, second);
      case "Gemm" -> gemm(first, second, node);
      case "Conv", "ConvInteger", "QLinearConv" -> window(first, second, node);
      case "MaxPool", "AveragePool" -> window(first, UNKNOWN, node);
      case "GlobalAveragePool", "GlobalMaxPool" -> globalPool(first);
      case "Flatten" -> flatten(first, node);
      default -> UNKNOWN;
    };
  }

  /// A scalar weight leaves the other's shape as it is.
  private long[] broadcast(long[] a, long[] b, OnnxNode node) {
    boolean known =
        shapes.containsKey(node.inputs().get(0)) && shapes.containsKey(node.inputs().get(1));
    if (!known) {
      return UNKNOWN;
    }
    long[] out = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= out.length; i++) {
      long x = i <= a.length ? a[a.length - i] : 1;
      long y = i <= b.length ? b[b.length - i] : 1;
      out[out.length - i] = x == 1 ? y : y == 1 || x == y ? x : -1;
    }
    return out;
  }

  private static long[] matMul(long[] a, long[] b) {
    if (a.length < 2 || b.length < 2) {
      return UNKNOWN;
    }
    long[] batch = a.length >= b.length ? a : b;
    long[] out = batch.clone();
    out[out.length - 2] = a[a.length - 2];
    out[out.length - 1] = b[b.length - 1];
    return out;
  }

  private static long[] gemm(long[] a, long[] b, OnnxNode node) {
    if (a.length != 2 || b.length != 2) {
      return UNKNOWN;
    }
    return new long[] {
      a[flag(node, "transA") ? 1 : 0], b[flag(node, "transB") ? 0 : 1],
    };
  }

  /// A convolution (with its weights) or a pooling (without) over the axes after the second.
  private static long[] window(long[] in, long[] weights, OnnxNode node) {
    int axes = in.length - 2;
    boolean convolution = node.operator().contains("Conv");
    if (axes < 1 || (convolution && weights.length != in.length)) {
      return UNKNOWN;
    }
    List<Long> kernel = node.settings().get("kernel_shape");
    if (kernel == null && convolution) {
      kernel = Arrays.stream(weights).skip(2).boxed().toList();
    }
    if (kernel == null || kernel.size() != axes) {
      return UNKNOWN;
    }
    long[] out = in.clone();
    out[1] = convolution ? weights[0] : in[1];
    for (int axis = 0; axis < axes; axis++) {
      out[axis + 2] = windowed(in[axis + 2], kernel.get(axis), axis, node);
    }
    return out;
  }

  private static long windowed(long size, long kernel, int axis, OnnxNode node) {
    long stride = setting(node, "strides", axis, 1);
    long dilation = setting(node, "dilations", axis, 1);
    if (size < 0 || stride < 1 || dilation < 1 || kernel < 1) {
      return -1;
    }
    if (node.texts().getOrDefault("auto_pad", "NOTSET").startsWith("SAME")) {
      return Math.ceilDiv(size, stride);
    }
    int axes = node.settings().getOrDefault("pads", List.of()).size() / 2;
    long pads = setting(node, "pads", axis, 0) + setting(node, "pads", axis + axes, 0);
    long free = size + pads - Math.addExact(Math.multiplyExact(dilation, kernel - 1), 1);
    if (free < 0) {
      return -1;
    }
    return (flag(node, "ceil_mode") ? Math.ceilDiv(free, stride) : free / stride) + 1;
  }

  private static long setting(OnnxNode node, String name, int axis, long otherwise) {
    List<Long> values = node.settings().getOrDefault(name, List.of());
    return axis < values.size() ? values.get(axis) : otherwise;
  }

  private static long[] globalPool(long[] in) {
    long[] out = in.clone();
    for (int i = 2; i < out.length; i++) {
      out[i] = 1;
    }
    return out;
  }

  private static long[] flatten(long[] in, OnnxNode node) {
    long axis = setting(node, "axis", 0, 1);
    if (in.length == 0 || axis < 0 || axis > in.length) {
      return UNKNOWN;
    }
    long[] out = {1, 1};
    for (int i = 0; i < in.length; i++) {
      int side = i < axis ? 0 : 1;
      out[side] = in[i] < 0 || out[side] < 0 ? -1 : Math.multiplyExact(out[side], in[i]);
    }
    return out;
  }
}
