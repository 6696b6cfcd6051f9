// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.lightgbm;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import java.util.ArrayList;
import java.util.List;

/// One tree as the file has it: inner nodes 0, 1, ...; a child below zero is leaf ~child.
///
/// The decision byte of a node: bit 0 is a set of categories instead of a threshold, bit 1 whether
/// what is missing goes left, bits 2 and 3 what counts as missing.
final class LightgbmTree {

  /// What counts as missing: nothing (NaN is taken for zero), zero, or NaN.
  enum Missing {
    NONE,
    ZERO,
    NAN
  }

  private static final double ZERO = 1e-35f;

  private final String name;
  private final int[] features;
  private final double[] thresholds;
  private final int[] decisions;
  private final int[] left;
  private final int[] right;
  private final double[] leaves;
  private final int[] setStarts;
  private final int[] sets;

  private LightgbmTree(Section section, int leafCount) throws MalformedException {
    int inner = leafCount - 1;
    name = section.name();
    leaves = section.reals("leaf_value", leafCount);
    features = inner == 0 ? new int[0] : section.integers("split_feature", inner);
    thresholds = inner == 0 ? new double[0] : section.reals("threshold", inner);
    left = inner == 0 ? new int[0] : section.integers("left_child", inner);
    right = inner == 0 ? new int[0] : section.integers("right_child", inner);
    decisions = inner == 0 ? new int[0] : section.integers("decision_type", inner);
    int categorical = section.has("num_cat") ? section.count("num_cat", inner) : 0;
    if (categorical == 0) {
      setStarts = new int[1];
      sets = new int[0];
    } else {
      setStarts = section.integers("cat_boundaries", categorical + 1);
      if (setStarts[0] != 0) {
        throw new MalformedException(name + ": cat_boundaries begin with " + setStarts[0], false);
      }
      for (int i = 1; i < setStarts.length; i++) {
        if (setStarts[i] < setStarts[i - 1] || setStarts[i] > (1 << 24)) {
          throw new MalformedException(name + ": cat_boundaries do not ascend", false);
        }
      }
      sets = section.integers("cat_threshold", setStarts[categorical]);
    }
    checkDecisions();
  }

  static LightgbmTree read(Section section) throws MalformedException, NotConvertible {
    if (section.has("is_linear") && section.count("is_linear", 1) == 1) {
      throw new NotConvertible(
          "linear_tree (" + section.name() + " has linear models in its leaves)",
          "Train with linear_tree=false.");
    }
    int leafCount = section.count("num_leaves", 1 << 24);
    if (leafCount == 0) {
      throw new MalformedException(section.name() + " has no leaves", false);
    }
    return new LightgbmTree(section, leafCount);
  }

  private void checkDecisions() throws MalformedException {
    for (int node = 0; node < decisions.length; node++) {
      if (decisions[node] < 0 || decisions[node] > 11) {
        throw new MalformedException(
            "%s: decision_type %d of node %d".formatted(name, decisions[node], node), false);
      }
      double set = thresholds[node];
      if (isSet(node) && !(set >= 0 && set < setStarts.length - 1 && set == Math.rint(set))) {
        throw new MalformedException(
            "%s: node %d takes set %s of %d".formatted(name, node, set, setStarts.length - 1),
            false);
      }
    }
  }

  int size() {
    return decisions.length;
  }

  int feature(int node) {
    return features[node];
  }

  boolean isSet(int node) {
    return (decisions[node] & 1) != 0;
  }

  Missing missing(int node) {
    return Missing.values()[decisions[node] >> 2];
  }

  private boolean missingLeft(int node) {
    return (decisions[node] & 2) != 0;
  }

  /// @param share what each leaf's value is multiplied with
  Tree converted(int inputs, int score, double share) throws MalformedException {
    List<Tree.Node> nodes = new ArrayList<>(size() + leaves.length);
    for (int node = 0; node < size(); node++) {
      nodes.add(split(node));
    }
    for (double leaf : leaves) {
      nodes.add(Leaf.of(score, share * leaf));
    }
    try {
      return Tree.checked(nodes, inputs, score + 1);
    } catch (MalformedException e) {
      throw new MalformedException(name + ": " + e.reason(), e.cutOff());
    }
  }

  private Split split(int node) {
    int yes = place(left[node]);
    int no = place(right[node]);
    if (isSet(node)) {
      // Nothing is in no set
      return new Split(features[node], Test.OneOf.of(members(node)), false, yes, no);
    }
    double threshold = thresholds[node];
    boolean missingLeft =
        switch (missing(node)) {
          case NONE -> 0 <= threshold;
          case ZERO, NAN -> missingLeft(node);
        };
    return new Split(features[node], new Test.AtMost(threshold), missingLeft, yes, no);
  }

  /// Leaves come after the inner nodes. What is no node gives an index that is refused.
  private int place(int child) {
    return child >= 0 ? (child < size() ? child : Integer.MAX_VALUE) : size() + ~child;
  }

  private List<Integer> members(int node) {
    int set = (int) thresholds[node];
    List<Integer> members = new ArrayList<>();
    for (int word = setStarts[set]; word < setStarts[set + 1]; word++) {
      for (int bit = 0; bit < 32; bit++) {
        if (((sets[word] >>> bit) & 1) != 0) {
          members.add((word - setStarts[set]) * 32 + bit);
        }
      }
    }
    return members;
  }

  /// The leaf's value that a row gets; the tree has been converted before, and so is sound.
  double answer(double[] row) {
    if (size() == 0) {
      return leaves[0];
    }
    int node = 0;
    while (node >= 0) {
      node = goesLeft(node, row[features[node]]) ? left[node] : right[node];
    }
    return leaves[~node];
  }

  private boolean goesLeft(int node, double given) {
    if (isSet(node)) {
      return isMember((int) thresholds[node], given);
    }
    Missing missing = missing(node);
    double value = Double.isNaN(given) && missing != Missing.NAN ? 0 : given;
    boolean isMissing =
        switch (missing) {
          case NONE -> false;
          case ZERO -> Math.abs(value) <= ZERO;
          case NAN -> Double.isNaN(value);
        };
    return isMissing ? missingLeft(node) : value <= thresholds[node];
  }

  private boolean isMember(int set, double given) {
    if (Double.isNaN(given) || given <= -1 || given >= 0x1p31) {
      return false;
    }
    int category = (int) given;
    int word = setStarts[set] + category / 32;
    return word < setStarts[set + 1] && ((sets[word] >>> (category % 32)) & 1) != 0;
  }
}
