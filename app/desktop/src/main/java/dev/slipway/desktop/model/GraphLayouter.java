// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphLayout.Edge;
import dev.slipway.desktop.model.GraphLayout.Kind;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.Inspection;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.elk.alg.layered.options.CrossingMinimizationStrategy;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Finds a place for each operator, in layers from the inputs to the outputs. Parts that are
/// collapsed take one place.
final class GraphLayouter {

  /// More nodes are not laid out: nobody could read the drawing.
  static final int MOST_NODES = 5000;

  private static final Set<String> WEIGHTED =
      Set.of(
          "Conv",
          "ConvTranspose",
          "Gemm",
          "MatMul",
          "LSTM",
          "GRU",
          "RNN",
          "Einsum",
          "Attention",
          "QLinearConv",
          "QLinearMatMul",
          "LinearClassifier",
          "LinearRegressor",
          "TreeEnsembleClassifier",
          "TreeEnsembleRegressor",
          "TreeEnsemble",
          "SVMClassifier");
  private static final Set<String> ACTIVATION =
      Set.of(
          "Relu",
          "LeakyRelu",
          "Sigmoid",
          "Tanh",
          "Softmax",
          "LogSoftmax",
          "Gelu",
          "Elu",
          "Selu",
          "Clip",
          "HardSwish",
          "Erf",
          "PRelu");
  private static final Set<String> SHAPE =
      Set.of(
          "Reshape",
          "Transpose",
          "Concat",
          "Squeeze",
          "Unsqueeze",
          "Flatten",
          "Gather",
          "Slice",
          "Split",
          "Identity",
          "Cast",
          "Shape",
          "Expand",
          "Tile",
          "Pad");

  private record Spec(String title, String below, Kind kind, List<Integer> nodes, String scope) {}

  private final List<Spec> specs = new ArrayList<>();
  private final List<int[]> links = new ArrayList<>();
  private final Set<List<Integer>> linked = new HashSet<>();

  private GraphLayouter(Inspection inspection, Set<String> collapsed) {
    Map<String, Integer> maker = new HashMap<>();
    for (TensorSpec input : inspection.signature().inputs()) {
      maker.put(input.name(), specs.size());
      specs.add(new Spec(input.name(), Shape.of(input), Kind.INPUT, List.of(), ""));
    }
    List<Graph.Node> nodes = inspection.graph().nodes();
    int[] places = places(nodes, collapsed);
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        maker.put(output, places[i]);
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        link(maker, input, places[i]);
      }
    }
    for (TensorSpec output : inspection.signature().outputs()) {
      link(maker, output.name(), specs.size());
      specs.add(new Spec(output.name(), Shape.of(output), Kind.OUTPUT, List.of(), ""));
    }
  }

  /// Which box each node goes into: one of its own, or that of its part.
  private int[] places(List<Graph.Node> nodes, Set<String> collapsed) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    String[] scopes = new String[nodes.size()];
    for (int i = 0; i < scopes.length; i++) {
      scopes[i] = scope(nodes.get(i), collapsed);
      if (!scopes[i].isEmpty()) {
        groups.computeIfAbsent(scopes[i], k -> new ArrayList<>()).add(i);
      }
    }
    Map<String, Integer> placed = new HashMap<>();
    int[] places = new int[scopes.length];
    for (int i = 0; i < scopes.length; i++) {
      int here = specs.size();
      if (scopes[i].isEmpty()) {
        Graph.Node node = nodes.get(i);
        specs.add(new Spec(node.operator(), below(node), kind(node.operator()), List.of(i), ""));
      } else if (placed.containsKey(scopes[i])) {
        here = placed.get(scopes[i]);
      } else {
        placed.put(scopes[i], here);
        List<Integer> all = groups.getOrDefault(scopes[i], List.of());
        specs.add(
            new Spec(
                cut(scopes[i].substring(0, scopes[i].length() - 1)),
                Texts.of("model.group-of", Numbers.count(all.size())),
                Kind.GROUP,
                all,
                scopes[i]));
      }
      places[i] = here;
    }
    return places;
  }

  /// How many boxes the nodes take.
  static long boxes(Graph graph, Set<String> collapsed) {
    return graph.nodes().stream().filter(node -> scope(node, collapsed).isEmpty()).count()
        + collapsed.size();
  }

  private static String scope(Graph.Node node, Set<String> collapsed) {
    return collapsed.stream().filter(node.name()::startsWith).findFirst().orElse("");
  }

  /// @param collapsed what the names of nodes begin with that are drawn as one
  static GraphLayout layout(Inspection inspection, Set<String> collapsed) {
    return new GraphLayouter(inspection, collapsed).place();
  }

  private void link(Map<String, Integer> maker, String value, int to) {
    Integer from = maker.get(value);
    if (from != null && from != to && linked.add(List.of(from, to))) {
      links.add(new int[] {from, to});
    }
  }

  private static String below(Graph.Node node) {
    return node.parameters() > 0
        ? Texts.of("model.parameters-of", Numbers.large(node.parameters()))
        : node.name().equals(node.operator()) ? "" : cut(node.name());
  }

  private static String cut(String name) {
    return name.length() > 24 ? "…" + name.substring(name.length() - 23) : name;
  }

  private static Kind kind(String operator) {
    if (WEIGHTED.contains(operator)) {
      return Kind.WEIGHTED;
    }
    if (ACTIVATION.contains(operator)) {
      return Kind.ACTIVATION;
    }
    return SHAPE.contains(operator) ? Kind.SHAPE : Kind.OTHER;
  }

  private GraphLayout place() {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
    root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
    root.setProperty(
        LayeredOptions.CROSSING_MINIMIZATION_STRATEGY, CrossingMinimizationStrategy.LAYER_SWEEP);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, 34.0);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 36.0);
    List<ElkNode> placed = new ArrayList<>();
    for (Spec spec : specs) {
      ElkNode node = ElkGraphUtil.createNode(root);
      int letters = Math.max(spec.title().length(), spec.below().length() - 1);
      node.setDimensions(Math.max(112, 30 + 7.2 * letters), spec.below().isEmpty() ? 32 : 46);
      placed.add(node);
    }
    List<ElkEdge> edges = new ArrayList<>();
    for (int[] link : links) {
      edges.add(ElkGraphUtil.createSimpleEdge(placed.get(link[0]), placed.get(link[1])));
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return collect(root, placed, edges);
  }

  private GraphLayout collect(ElkNode root, List<ElkNode> placed, List<ElkEdge> edges) {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < placed.size(); i++) {
      ElkNode node = placed.get(i);
      Spec spec = specs.get(i);
      boxes.add(
          new Box(
              spec.title(),
              spec.below(),
              spec.kind(),
              spec.nodes(),
              spec.scope(),
              node.getX(),
              node.getY(),
              node.getWidth(),
              node.getHeight()));
    }
    List<Edge> lines = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      lines.add(new Edge(links.get(i)[0], links.get(i)[1], points(edges.get(i))));
    }
    return new GraphLayout(boxes, lines, root.getWidth(), root.getHeight());
  }

  private static List<Double> points(ElkEdge edge) {
    List<Double> points = new ArrayList<>();
    for (ElkEdgeSection section : edge.getSections()) {
      points.add(section.getStartX());
      points.add(section.getStartY());
      section
          .getBendPoints()
          .forEach(bend -> {
            points.add(bend.getX());
            points.add(bend.getY());
          });
      points.add(section.getEndX());
      points.add(section.getEndY());
    }
    return points;
  }
}
