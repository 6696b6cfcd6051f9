// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import dev.slipway.inspect.OnnxModel.Weights;
import java.util.ArrayList;
import java.util.List;

/// The main graph, for display.
final class GraphView {

  private GraphView() {}

  static Graph of(OnnxGraph graph, FlopCount flops) {
    List<Graph.Node> nodes = new ArrayList<>(graph.nodes().size());
    for (OnnxNode node : graph.nodes()) {
      nodes.add(
          new Graph.Node(
              node.name().isEmpty() ? node.operator() + "_" + nodes.size() : node.name(),
              node.operator(),
              node.domain(),
              node.inputs().stream().filter(input -> !input.isEmpty()).toList(),
              node.outputs().stream().filter(output -> !output.isEmpty()).toList(),
              parameters(node, graph),
              flops.of(node)));
    }
    return new Graph(nodes);
  }

  private static long parameters(OnnxNode node, OnnxGraph graph) {
    long count = 0;
    for (String input : node.inputs()) {
      Weights weights = graph.initializers().get(input);
      count += weights == null ? 0 : Math.max(0, weights.count());
    }
    for (Weights tensor : node.tensors()) {
      count += Math.max(0, tensor.count());
    }
    for (OnnxGraph inner : node.graphs()) {
      for (Weights weights : inner.initializers().values()) {
        count += Math.max(0, weights.count());
      }
      for (OnnxNode nested : inner.nodes()) {
        count += parameters(nested, inner);
      }
    }
    if (WeightWalk.keepsTrainedAttributes(node)) {
      count += node.reals() + node.integers();
    }
    return count;
  }
}
