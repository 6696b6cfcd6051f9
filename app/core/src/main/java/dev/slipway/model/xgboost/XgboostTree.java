// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import dev.slipway.model.xgboost.Doc.Numbers;
import dev.slipway.model.xgboost.Doc.Obj;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One tree as the file has it.
final class XgboostTree {

  /// Codes from here on are no categories to XGBoost, and neither are negative ones.
  private static final double NO_CATEGORY = 16_777_217;

  private final Numbers left;
  private final Numbers right;
  private final Numbers features;
  private final Numbers conditions;
  private final Numbers defaultLeft;
  private final Map<Integer, Set<Integer>> categories = new HashMap<>();

  private XgboostTree(Obj tree, int nodes) throws MalformedException {
    left = tree.numbers("left_children", nodes);
    right = tree.numbers("right_children", nodes);
    features = tree.numbers("split_indices", nodes);
    conditions = tree.numbers("split_conditions", nodes);
    defaultLeft = tree.numbers("default_left", nodes);
    if (tree.has("categories_nodes")) {
      readCategories(tree);
    }
    if (tree.has("split_type")) {
      Numbers types = tree.numbers("split_type", nodes);
      for (int node = 0; node < nodes; node++) {
        boolean split = left.at(node) != -1;
        if (split && (types.at(node) != 0) != categories.containsKey(node)) {
          throw new MalformedException(
              "%s: node %d of split_type %d, and categories that say otherwise"
                  .formatted(tree.path(), node, (int) types.at(node)),
              false);
        }
      }
    }
  }

  static XgboostTree read(Obj tree) throws MalformedException, NotConvertible {
    Obj parameters = tree.object("tree_param");
    if (parameters.has("size_leaf_vector")
        && parameters.count("size_leaf_vector", Integer.MAX_VALUE) > 1) {
      throw new NotConvertible(
          "multi_strategy multi_output_tree (" + tree.path() + " has vectors in its leaves)",
          "Train with multi_strategy='one_output_per_tree'.");
    }
    int nodes = parameters.count("num_nodes", Integer.MAX_VALUE);
    if (nodes == 0) {
      throw new MalformedException(tree.path() + " has no nodes", false);
    }
    return new XgboostTree(tree, nodes);
  }

  private void readCategories(Obj tree) throws MalformedException {
    Numbers nodes = tree.numbers("categories_nodes");
    Numbers segments = tree.numbers("categories_segments", nodes.size());
    Numbers sizes = tree.numbers("categories_sizes", nodes.size());
    Numbers all = tree.numbers("categories");
    for (int i = 0; i < nodes.size(); i++) {
      double from = segments.at(i);
      double to = from + sizes.at(i);
      if (!(from >= 0 && sizes.at(i) >= 0 && to <= all.size())) {
        throw new MalformedException(
            "%s: categories %s to %s of %d".formatted(tree.path(), from, to, all.size()), false);
      }
      Set<Integer> members = new HashSet<>();
      for (int at = (int) from; at < to; at++) {
        double category = all.at(at);
        if (!(category >= 0 && category < NO_CATEGORY)) {
          throw new MalformedException(tree.path() + ": category " + category, false);
        }
        members.add((int) category);
      }
      categories.put((int) nodes.at(i), members);
    }
  }

  /// Features whose values are codes of categories.
  void categorical(Set<Integer> into) {
    categories.keySet().stream()
        .filter(node -> node >= 0 && node < features.size())
        .forEach(node -> into.add((int) features.at(node)));
  }

  /// Features that are compared with a threshold.
  void numerical(Set<Integer> into) {
    for (int node = 0; node < features.size(); node++) {
      if (left.at(node) != -1 && !categories.containsKey(node)) {
        into.add((int) features.at(node));
      }
    }
  }

  /// @param weight what DART multiplies this tree's leaves with; 1 elsewhere
  Tree converted(int inputs, int group, double weight) throws MalformedException {
    List<Tree.Node> nodes = new ArrayList<>(left.size());
    for (int node = 0; node < left.size(); node++) {
      nodes.add(left.at(node) == -1 ? leaf(node, group, weight) : split(node));
    }
    return Tree.checked(nodes, inputs, group + 1);
  }

  private Leaf leaf(int node, int group, double weight) {
    return Leaf.of(group, weight * (float) conditions.at(node));
  }

  /// XGBoost puts the members of a set to the right.
  private Split split(int node) {
    int feature = (int) features.at(node);
    int yes = (int) left.at(node);
    int no = (int) right.at(node);
    boolean missingLeft = defaultLeft.at(node) != 0;
    Set<Integer> members = categories.get(node);
    if (members != null) {
      return new Split(feature, Test.OneOf.of(members), !missingLeft, no, yes);
    }
    return new Split(feature, new Test.Below((float) conditions.at(node)), missingLeft, yes, no);
  }

  /// The leaf's value that a row gets; the tree has been converted before, and so is sound.
  double answer(double[] row) {
    int node = 0;
    while (left.at(node) != -1) {
      float value = (float) row[(int) features.at(node)];
      node = (int) (goesLeft(node, value) ? left : right).at(node);
    }
    return (float) conditions.at(node);
  }

  private boolean goesLeft(int node, float value) {
    if (Float.isNaN(value)) {
      return defaultLeft.at(node) != 0;
    }
    Set<Integer> members = categories.get(node);
    if (members == null) {
      return value < (float) conditions.at(node);
    }
    return value < 0 || value >= NO_CATEGORY || !members.contains((int) value);
  }
}
