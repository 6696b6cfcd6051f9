// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Split;
import java.util.ArrayList;
import java.util.List;

/// A `TreePredictor` of histogram gradient boosting. It compares in double precision; a category
/// goes left where its bit is set in the node's set, right where training knew it otherwise, and
/// with what is missing where training did not know it.
final class HistogramTree {

  /// Categories that a set has room for, and words of 32 bits that they take.
  static final int CATEGORIES = 256;

  private static final int WORDS = CATEGORIES / 32;

  private final double[] leaf;
  private final double[] value;
  private final double[] left;
  private final double[] right;
  private final double[] feature;
  private final double[] threshold;
  private final double[] missingLeft;
  private final double[] categorical;
  private final double[] set;
  private final double[] sets;
  private final Tree shape;

  private HistogramTree(Instance predictor, int features) throws MalformedException {
    NodeTable nodes = NodeTable.of(predictor, "nodes");
    leaf = nodes.column("is_leaf");
    value = nodes.column("value");
    left = nodes.column("left");
    right = nodes.column("right");
    feature = nodes.column("feature_idx");
    threshold = nodes.column("num_threshold");
    missingLeft = nodes.column("missing_go_to_left");
    categorical = nodes.column("is_categorical");
    set = nodes.column("bitset_idx");
    sets = predictor.numbers("raw_left_cat_bitsets");
    for (int node = 0; node < leaf.length; node++) {
      if (isSet(node) && (int) set[node] >= sets.length / WORDS) {
        throw predictor.lacks("raw_left_cat_bitsets", "has no set for node " + node);
      }
    }
    shape = shape(features);
  }

  static HistogramTree read(Instance predictor, int features) throws MalformedException {
    return new HistogramTree(predictor, features);
  }

  private boolean isSet(int node) {
    return leaf[node] == 0 && categorical[node] != 0;
  }

  private boolean isMember(int node, int category) {
    int first = ((int) set[node]) * WORDS;
    long word = (long) sets[first + category / 32];
    return ((word >>> (category % 32)) & 1) != 0;
  }

  private Tree shape(int features) throws MalformedException {
    List<Tree.Node> nodes = new ArrayList<>();
    for (int node = 0; node < leaf.length; node++) {
      nodes.add(leaf[node] != 0 ? Leaf.of(0, node) : split(node));
    }
    return Tree.checked(nodes, features, 1);
  }

  private Split split(int node) {
    return new Split(
        (int) feature[node],
        isSet(node) ? members(node) : new Tree.Test.AtMost(threshold[node]),
        missingLeft[node] != 0,
        (int) left[node],
        (int) right[node]);
  }

  private Tree.Test members(int node) {
    List<Integer> members = new ArrayList<>();
    for (int category = 0; category < CATEGORIES; category++) {
      if (isMember(node, category)) {
        members.add(category);
      }
    }
    return new Tree.Test.OneOf(members);
  }

  /// @param row numbers; of categories their codes, or NaN where training did not know them
  double answer(double[] row) {
    int node = 0;
    while (leaf[node] == 0) {
      double given = row[(int) feature[node]];
      boolean goesLeft;
      if (Double.isNaN(given) || (isSet(node) && !(given >= 0 && given < CATEGORIES))) {
        goesLeft = missingLeft[node] != 0;
      } else if (isSet(node)) {
        goesLeft = isMember(node, (int) given);
      } else {
        goesLeft = given <= threshold[node];
      }
      node = (int) (goesLeft ? left[node] : right[node]);
    }
    return value[node];
  }

  /// The tree for a graph.
  Tree graphed() {
    return FittedTree.leaves(shape, List.of(), node -> new double[] {value[node]});
  }
}
