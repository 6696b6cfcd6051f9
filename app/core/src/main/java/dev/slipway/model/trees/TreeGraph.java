// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Weight;
import dev.slipway.model.trees.TreeEnsemble.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Writes decision trees into a graph: one node of `ai.onnx.ml`, however many trees there are.
public final class TreeGraph {

  /// LightGBM's: what lies within counts as zero. It is a float's value even there.
  private static final double ZERO = 1e-35f;

  /// Leaves up to which a leaf's number is exact in single precision.
  private static final int MOST_LEAVES = 1 << 24;

  /// Numbers that leaves may say together: 1 GB, of the 2 GB that a file of ONNX has room for.
  private static final long MOST_NUMBERS = 1L << 27;

  private TreeGraph() {}

  /// The scores of an ensemble: doubles, `[rows, scores]`. The runtime adds them up in double
  /// precision and rounds each sum to a float.
  ///
  /// @param features doubles, `[rows, features]`, as the caller gives them
  public static String scores(GraphWriter graph, TreeEnsemble ensemble, String features) {
    String prepared = prepared(graph, ensemble.input().kinds(), features);
    List<Double> base = ensemble.base();
    boolean alone = ensemble.terms().isEmpty();
    // The operator adds in single precision, which is too little where terms cancel out
    List<Double> start = alone ? base : Collections.nCopies(base.size(), 0.0);
    String sums = graph.cast(operator(graph, prepared, ensemble.trees(), start), DataType.DOUBLE);
    return alone ? sums : new LinearGraph(graph, features, base).add(sums, ensemble.terms());
  }

  /// What the leaf that a row reaches in each tree says, with every digit: doubles, `[rows, trees,
  /// width]`. The operator gives single precision; so it is asked for the leaves' numbers, which
  /// are exact in it, and the weights are looked up.
  ///
  /// @param features doubles, `[rows, features]`
  /// @param width scores of a tree; a leaf adds to some of them
  public static String leaves(GraphWriter graph, String features, List<Tree> trees, int width)
      throws NotConvertible {
    refuseMany(trees, width);
    List<Tree> numbered = new ArrayList<>();
    List<double[]> table = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      int score = i;
      List<Tree.Node> nodes = new ArrayList<>();
      for (Tree.Node node : trees.get(i).nodes()) {
        if (node instanceof Leaf(List<Weight> weights)) {
          nodes.add(Leaf.of(score, table.size()));
          table.add(row(weights, width));
        } else {
          nodes.add(node);
        }
      }
      numbered.add(new Tree(nodes));
    }
    String reached = operator(graph, features, numbered, Collections.nCopies(numbered.size(), 0.0));
    double[] flat = table.stream().flatMapToDouble(Arrays::stream).toArray();
    String weights = graph.doubles(List.of((long) table.size(), (long) width), flat);
    return graph.node("Gather", weights, graph.cast(reached, DataType.INT64));
  }

  private static void refuseMany(List<Tree> trees, int width) throws NotConvertible {
    long leaves =
        trees.stream()
            .flatMap(tree -> tree.nodes().stream())
            .filter(Leaf.class::isInstance)
            .count();
    if (leaves > MOST_LEAVES || leaves * width > MOST_NUMBERS) {
      throw new NotConvertible(
          "%,d leaves with %,d numbers each".formatted(leaves, width),
          "Train fewer trees, or ones that are less deep.");
    }
  }

  private static double[] row(List<Weight> weights, int width) {
    double[] row = new double[width];
    for (Weight weight : weights) {
      row[weight.score()] += weight.value();
    }
    return row;
  }

  private static String operator(
      GraphWriter graph, String features, List<Tree> trees, List<Double> base) {
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(OnnxParts.attribute("n_targets", base.size()));
    attributes.add(OnnxParts.attribute("aggregate_function", "SUM"));
    attributes.add(OnnxParts.attribute("post_transform", "NONE"));
    attributes.addAll(new TreeNodes(trees, base).attributes());
    return graph.nodes(GraphWriter.ML, "TreeEnsembleRegressor", attributes, 1, features).getFirst();
  }

  /// The features as the trees see them.
  private static String prepared(GraphWriter graph, List<Kind> kinds, String features) {
    String value = features;
    if (kinds.contains(Kind.ZERO_IS_MISSING)) {
      String zero = graph.node("LessOrEqual", graph.node("Abs", value), graph.scalar(ZERO));
      String here = graph.node("And", zero, mask(graph, kinds, Kind.ZERO_IS_MISSING));
      value = graph.node("Where", here, graph.scalar(Double.NaN), value);
    }
    if (kinds.contains(Kind.FLOORED)) {
      String floor = graph.node("Floor", value);
      value = graph.node("Where", mask(graph, kinds, Kind.FLOORED), floor, value);
    }
    if (kinds.contains(Kind.TRUNCATED)) {
      String floor = graph.node("Floor", graph.node("Abs", value));
      String whole = graph.node("Mul", floor, graph.node("Sign", value));
      value = graph.node("Where", mask(graph, kinds, Kind.TRUNCATED), whole, value);
    }
    return value;
  }

  /// Which features are of a kind.
  private static String mask(GraphWriter graph, List<Kind> kinds, Kind kind) {
    boolean[] mask = new boolean[kinds.size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = kinds.get(i) == kind;
    }
    return graph.truths(mask);
  }
}
