// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import dev.slipway.inspect.OnnxModel.Weights;
import java.util.ArrayList;
import java.util.List;

/// Goes through every graph of a model: the main one, those inside nodes, and function bodies.
final class WeightWalk {

  private WeightWalk() {}

  static List<OnnxNode> nodes(OnnxModel model) {
    List<OnnxNode> nodes = new ArrayList<>();
    graphs(model).forEach(graph -> nodes.addAll(graph.nodes()));
    return nodes;
  }

  /// A function states the operator sets of its own body.
  static List<OnnxNode> nodesOutsideFunctions(OnnxModel model) {
    List<OnnxGraph> graphs = new ArrayList<>();
    add(model.graph(), graphs);
    return graphs.stream().flatMap(graph -> graph.nodes().stream()).toList();
  }

  static List<Weights> all(OnnxModel model) {
    List<Weights> weights = new ArrayList<>();
    for (OnnxGraph graph : graphs(model)) {
      weights.addAll(graph.initializers().values());
      weights.addAll(graph.unnamed());
      graph.nodes().forEach(node -> weights.addAll(node.tensors()));
    }
    return weights;
  }

  static List<OnnxGraph> graphs(OnnxModel model) {
    List<OnnxGraph> graphs = new ArrayList<>();
    add(model.graph(), graphs);
    model.functions().forEach(function -> add(function.body(), graphs));
    return graphs;
  }

  /// Operators of classical models keep what they learned in lists among their attributes.
  static boolean keepsTrainedAttributes(OnnxNode node) {
    return node.domain().equals("ai.onnx.ml");
  }

  private static void add(OnnxGraph graph, List<OnnxGraph> graphs) {
    graphs.add(graph);
    for (OnnxNode node : graph.nodes()) {
      node.graphs().forEach(inner -> add(inner, graphs));
    }
  }
}
