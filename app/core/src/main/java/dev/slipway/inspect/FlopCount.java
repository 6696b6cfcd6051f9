// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Floating-point operations of one row, two for each multiplication with its addition, in the
/// operators that do nearly all the work. Empty rather than wrong: where one of them has an unknown
/// shape or sits in a branch, nothing is said.
final class FlopCount {

  private static final Set<String> PRODUCTS =
      Set.of("MatMul", "Gemm", "MatMulInteger", "QLinearMatMul");
  private static final Set<String> CONVOLUTIONS = Set.of("Conv", "ConvInteger", "QLinearConv");
  private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "RNN");

  /// Those that work as hard and are not counted: a model with one of them gets no number.
  private static final Set<String> OPAQUE =
      Set.of("Attention", "ConvTranspose", "DeformConv", "DFT", "Einsum", "STFT");

  private final OnnxModel model;
  private final Optional<KnownShapes> shapes;

  FlopCount(OnnxModel model) {
    this.model = model;
    this.shapes = shapes(model.graph());
  }

  /// Empty where sizes are beyond any number.
  private static Optional<KnownShapes> shapes(OnnxGraph graph) {
    try {
      return Optional.of(KnownShapes.of(graph));
    } catch (ArithmeticException overflow) {
      return Optional.empty();
    }
  }

  /// Of the whole model.
  OptionalLong total() {
    long all = WeightWalk.nodes(model).stream().filter(FlopCount::isHeavy).count();
    List<OnnxNode> top = model.graph().nodes().stream().filter(FlopCount::isHeavy).toList();
    if (all == 0 || all != top.size()) {
      return OptionalLong.empty();
    }
    long flops = 0;
    for (OnnxNode node : top) {
      OptionalLong one = of(node);
      if (one.isEmpty() || flops + one.getAsLong() < 0) {
        return OptionalLong.empty();
      }
      flops += one.getAsLong();
    }
    return OptionalLong.of(flops);
  }

  /// Of one node of the topmost graph; empty for those that are not counted, too.
  OptionalLong of(OnnxNode node) {
    if (!isHeavy(node) || shapes.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return of(node, shapes.get());
    } catch (ArithmeticException overflow) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong of(OnnxNode node, KnownShapes shapes) {
    if (node.inputs().size() < 2 || node.outputs().isEmpty()) {
      return OptionalLong.empty();
    }
    long[] left = shapes.of(node.inputs().get(0));
    long[] right = KnownShapes.right(node).map(shapes::of).orElse(new long[0]);
    if (RECURRENT.contains(node.operator())) {
      return recurrent(left, right, node, shapes);
    }
    long[] out = shapes.of(node.outputs().getFirst());
    long each =
        switch (node.operator()) {
          case "Gemm" -> left.length == 2 ? left[KnownShapes.flag(node, "transA") ? 0 : 1] : -1;
          case "MatMul", "MatMulInteger", "QLinearMatMul" ->
              left.length >= 1 ? left[left.length - 1] : -1;
          case "Conv", "ConvInteger", "QLinearConv" -> right.length >= 3 ? product(right, 1) : -1;
          default -> -1;
        };
    long outputs = out.length == 0 ? -1 : product(out, 0);
    return doubled(each, outputs);
  }

  /// Each step multiplies with all weights of the input and of the state.
  private static OptionalLong recurrent(
      long[] steps, long[] weights, OnnxNode node, KnownShapes shapes) {
    long[] state = node.inputs().size() > 2 ? shapes.of(node.inputs().get(2)) : new long[0];
    if (steps.length != 3 || weights.length != 3 || state.length != 3) {
      return OptionalLong.empty();
    }
    long all = Math.addExact(product(weights, 0), product(state, 0));
    return doubled(all, steps[0] < 0 || steps[1] < 0 ? -1 : Math.multiplyExact(steps[0], steps[1]));
  }

  private static OptionalLong doubled(long each, long times) {
    return each < 0 || times < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.multiplyExact(2, Math.multiplyExact(each, times)));
  }

  private static long product(long[] shape, int from) {
    long product = 1;
    for (int i = from; i < shape.length; i++) {
      if (shape[i] < 0) {
        return -1;
      }
      product = Math.multiplyExact(product, shape[i]);
    }
    return product;
  }

  /// The fused operators of other domains work too, and are not counted.
  private static boolean isHeavy(OnnxNode node) {
    return isHeavy(node.domain(), node.operator());
  }

  static boolean isHeavy(String domain, String operator) {
    return switch (domain) {
      case OnnxReader.DEFAULT_DOMAIN ->
          PRODUCTS.contains(operator)
              || CONVOLUTIONS.contains(operator)
              || RECURRENT.contains(operator)
              || OPAQUE.contains(operator);
      case "com.microsoft" ->
          operator.contains("MatMul")
              || operator.contains("Conv")
              || operator.contains("Gemm")
              || operator.contains("Attention");
      default -> false;
    };
  }
}
