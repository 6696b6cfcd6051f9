// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One of scikit-learn's own trees: a number, rounded to single precision, goes left where it is at
/// most the threshold, which is of double precision.
///
/// Since 1.3 a node says where what is missing goes; before, nothing could be missing.
final class FittedTree {

  private final int features;
  private final int outputs;
  private final int width;
  private final double[] left;
  private final double[] right;
  private final double[] feature;
  private final double[] threshold;
  private final double[] missingLeft;
  private final double[] samples;
  private final double[] values;
  private final Tree shape;

  private FittedTree(int features, Instance tree) throws MalformedException {
    this.features = features;
    NodeTable nodes = NodeTable.of(tree, "nodes");
    left = nodes.column("left_child");
    right = nodes.column("right_child");
    feature = nodes.column("feature");
    threshold = nodes.column("threshold");
    samples = nodes.column("n_node_samples");
    missingLeft =
        nodes.has("missing_go_to_left") ? nodes.column("missing_go_to_left") : new double[size()];
    List<Integer> shape = tree.array("values").shape();
    if (shape.size() != 3 || shape.getFirst() != size()) {
      throw tree.lacks("values", "has another shape than the nodes");
    }
    outputs = shape.get(1);
    width = shape.get(2);
    if (outputs < 1 || width < 1) {
      throw tree.lacks("values", "is empty");
    }
    values = tree.numbers("values");
    this.shape = shape();
  }

  /// @param fitted a decision tree or extra tree
  static FittedTree read(Instance fitted) throws MalformedException {
    return new FittedTree(fitted.whole("n_features_in_"), fitted.instance("tree_"));
  }

  int features() {
    return features;
  }

  int outputs() {
    return outputs;
  }

  /// Numbers that a node has for each output.
  int width() {
    return width;
  }

  private int size() {
    return left.length;
  }

  private boolean isLeaf(int node) {
    return left[node] < 0;
  }

  /// The tree with the numbers of its leaves; whoever walks it comes to an end.
  private Tree shape() throws MalformedException {
    List<Tree.Node> nodes = new ArrayList<>();
    for (int node = 0; node < size(); node++) {
      nodes.add(
          isLeaf(node)
              ? Leaf.of(0, node)
              : new Split(
                  (int) feature[node],
                  new Tree.Test.AtMost(threshold[node]),
                  missingLeft[node] != 0,
                  (int) left[node],
                  (int) right[node]));
    }
    return Tree.checked(nodes, features, 1);
  }

  /// The leaf that a row reaches.
  int leaf(double[] floats) {
    int node = 0;
    while (!isLeaf(node)) {
      double value = floats[(int) feature[node]];
      boolean goesLeft = Double.isNaN(value) ? missingLeft[node] != 0 : value <= threshold[node];
      node = (int) (goesLeft ? left[node] : right[node]);
    }
    return node;
  }

  double value(int node, int output) {
    return values[(node * outputs + output) * width];
  }

  /// Shares of the classes at a node. Until 1.2 a node held counts, weighted by rows.
  double[] shares(int node, int output, int classes) {
    double[] shares = new double[classes];
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      shares[i] = values[(node * outputs + output) * width + i];
      sum += shares[i];
    }
    if (sum > 0 && Math.abs(sum - 1) > 1e-9) {
      for (int i = 0; i < classes; i++) {
        shares[i] /= sum;
      }
    }
    return shares;
  }

  int samples(int node) {
    return (int) samples[node];
  }

  /// Nodes on the way to each node, itself and the root among them.
  int[] depths() {
    int[] depths = new int[size()];
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    depths[0] = 1;
    while (!open.isEmpty()) {
      int node = open.pop();
      if (!isLeaf(node)) {
        for (double child : new double[] {left[node], right[node]}) {
          depths[(int) child] = depths[node] + 1;
          open.push((int) child);
        }
      }
    }
    return depths;
  }

  /// What each leaf says.
  @FunctionalInterface
  interface Said {
    double[] at(int leaf);
  }

  /// The tree for a graph.
  ///
  /// @param columns where its features are; empty where they are the first ones
  Tree graphed(List<Integer> columns, Said said) {
    return leaves(shape, columns, said);
  }

  static Tree leaves(Tree shape, List<Integer> columns, Said said) {
    List<Tree.Node> nodes = new ArrayList<>();
    for (Tree.Node node : shape.nodes()) {
      nodes.add(
          switch (node) {
            case Leaf(List<Tree.Weight> weights) ->
                saying(said.at((int) weights.getFirst().value()));
            case Split split when columns.isEmpty() -> split;
            case Split split ->
                new Split(
                    columns.get(split.feature()),
                    split.test(),
                    split.missingYes(),
                    split.yes(),
                    split.no());
          });
    }
    return new Tree(nodes);
  }

  private static Leaf saying(double[] said) {
    List<Tree.Weight> weights = new ArrayList<>();
    for (int i = 0; i < said.length; i++) {
      weights.add(new Tree.Weight(i, said[i]));
    }
    return new Leaf(weights);
  }
}
