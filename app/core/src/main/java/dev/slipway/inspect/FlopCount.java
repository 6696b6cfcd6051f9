// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import java.util.OptionalLong;
import java.util.Set;

/// Floating-point operations of one row, two for each multiplication with its addition, in the
/// operators that do nearly all the work. Empty rather than wrong: where one of them has an unknown
/// shape or sits in a branch, nothing is said.
final class FlopCount {

  private static final Set<String> HEAVY = Set.of("MatMul", "Gemm", "Conv");

  private final KnownShapes shapes;

  private FlopCount(KnownShapes shapes) {
    this.shapes = shapes;
  }

  static OptionalLong of(OnnxModel model) {
    OnnxGraph graph = model.graph();
    long all = WeightWalk.nodes(model).stream().filter(FlopCount::isHeavy).count();
    long top = graph.nodes().stream().filter(FlopCount::isHeavy).count();
    if (all == 0 || all != top) {
      return OptionalLong.empty();
    }
    try {
      var counter = new FlopCount(KnownShapes.of(graph));
      long flops = 0;
      for (OnnxNode node : graph.nodes()) {
        if (isHeavy(node)) {
          OptionalLong one = counter.of(node);
          if (one.isEmpty()) {
            return OptionalLong.empty();
          }
          flops = Math.addExact(flops, one.getAsLong());
        }
      }
      return OptionalLong.of(flops);
    } catch (ArithmeticException overflow) {
      return OptionalLong.empty();
    }
  }

  private OptionalLong of(OnnxNode node) {
    if (node.inputs().size() < 2 || node.outputs().isEmpty()) {
      return OptionalLong.empty();
    }
    long[] left = shapes.of(node.inputs().get(0));
    long[] right = shapes.of(node.inputs().get(1));
    long[] out = shapes.of(node.outputs().getFirst());
    long each =
        switch (node.operator()) {
          case "Gemm" -> left.length == 2 ? left[KnownShapes.flag(node, "transA") ? 0 : 1] : -1;
          case "MatMul" -> left.length >= 1 ? left[left.length - 1] : -1;
          default -> right.length >= 3 ? product(right, 1) : -1;
        };
    long outputs = out.length == 0 ? -1 : product(out, 0);
    return each < 0 || outputs < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.multiplyExact(2, Math.multiplyExact(each, outputs)));
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

  private static boolean isHeavy(OnnxNode node) {
    return HEAVY.contains(node.operator()) && node.domain().equals(OnnxReader.DEFAULT_DOMAIN);
  }
}
