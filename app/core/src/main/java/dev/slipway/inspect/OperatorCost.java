// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The cost of all nodes of one operator in the main graph. The work inside an `If` or a `Loop`
/// counts as its own.
///
/// @param operator type, such as `Conv`; with its domain where that is not the default one
/// @param flops for one row; empty where one of its nodes is not counted
/// @param parameters number of trained values; one that two nodes share counts twice
public record OperatorCost(String operator, int nodes, OptionalLong flops, long parameters) {

  private static final Comparator<OperatorCost> DEAREST_FIRST =
      Comparator.comparingLong((OperatorCost cost) -> cost.flops().orElse(-1))
          .thenComparingLong(OperatorCost::parameters)
          .reversed()
          .thenComparing(OperatorCost::operator);

  /// The dearest first; those whose operations are not known after those whose are.
  static List<OperatorCost> of(Graph graph) {
    Map<String, OperatorCost> costs = new LinkedHashMap<>();
    for (Graph.Node node : graph.nodes()) {
      String operator =
          node.domain().equals(OnnxReader.DEFAULT_DOMAIN)
              ? node.operator()
              : node.domain() + "." + node.operator();
      var one = new OperatorCost(operator, 1, node.flops(), node.parameters());
      costs.merge(operator, one, OperatorCost::plus);
    }
    List<OperatorCost> sorted = new ArrayList<>(costs.values());
    sorted.sort(DEAREST_FIRST);
    return List.copyOf(sorted);
  }

  private OperatorCost plus(OperatorCost other) {
    boolean known = flops.isPresent() && other.flops.isPresent();
    return new OperatorCost(
        operator,
        nodes + other.nodes,
        known
            ? OptionalLong.of(saturated(flops.getAsLong(), other.flops.getAsLong()))
            : OptionalLong.empty(),
        saturated(parameters, other.parameters));
  }

  /// Their sum, or the largest number where it would be larger.
  static long saturated(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
