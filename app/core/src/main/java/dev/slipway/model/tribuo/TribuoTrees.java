// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import dev.slipway.model.trees.Tree.Weight;
import dev.slipway.model.trees.TreeEnsemble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;

/// Tribuo's own decision trees, alone or in an ensemble, as trees that add up.
///
/// Tribuo goes to the right where a value is above a double, and takes a feature that a row lacks
/// as zero. The converted trees compare in double precision too, so that a row on a border goes the
/// same way.
final class TribuoTrees {

  private final Original original;
  private final Map<String, Integer> outputs = new HashMap<>();
  private final Map<String, Integer> features = new HashMap<>();
  private final List<Tree> trees = new ArrayList<>();

  TribuoTrees(Original original) {
    this.original = original;
    for (String name : original.outputs()) {
      outputs.put(name, outputs.size());
    }
    for (String name : original.features().names()) {
      features.put(name, features.size());
    }
  }

  /// How an ensemble combines the leaves of its members.
  enum Combination {
    /// Its class gets the member's whole weight.
    VOTE,
    /// Each of its scores counts with the member's weight.
    SCORES
  }

  void add(TreeModel<?> model, Combination combination, double weight) throws MalformedException {
    if (model instanceof IndependentRegressionTreeModel independent) {
      for (Node<Regressor> root : independent.getRoots().values()) {
        trees.add(tree(root, model, combination, weight));
      }
    } else {
      trees.add(tree(model.getRoot(), model, combination, weight));
    }
  }

  /// The sums of all that the leaves say.
  TreeEnsemble sums() {
    return new TreeEnsemble(
        TreeEnsemble.Input.plain(original.features().names(), TreeEnsemble.Precision.DOUBLE),
        trees,
        original.outputs().stream().map(name -> 0.0).toList(),
        new Outcome.Numbers(new Link.Identity()));
  }

  private Tree tree(Node<?> root, Model<?> member, Combination combination, double weight)
      throws MalformedException {
    // Breadth-first: the children of a node are written when it is its turn
    List<Node<?>> open = new ArrayList<>(List.of(root));
    List<Tree.Node> nodes = new ArrayList<>();
    for (int at = 0; at < open.size(); at++) {
      switch (open.get(at)) {
        case SplitNode<?> split -> {
          int yes = open.size();
          open.add(split.getLessThanOrEqual());
          open.add(split.getGreaterThan());
          nodes.add(split(split, feature(split, member), yes));
        }
        case LeafNode<?> leaf -> nodes.add(new Leaf(weights(leaf, combination, weight)));
        case null, default -> throw new MalformedException("it has a node of no known kind", false);
      }
    }
    return Tree.checked(nodes, features.size(), outputs.size());
  }

  private static Split split(SplitNode<?> split, int feature, int yes) {
    double border = split.splitValue();
    // Nothing is above NaN, so that all goes left
    Test test = new Test.AtMost(Double.isNaN(border) ? Double.POSITIVE_INFINITY : border);
    return new Split(feature, test, !(0 > border), yes, yes + 1);
  }

  private int feature(SplitNode<?> split, Model<?> member) throws MalformedException {
    var info = member.getFeatureIDMap().get(split.getFeatureID());
    Integer feature = info == null ? null : features.get(info.getName());
    if (feature == null) {
      throw new MalformedException(
          "a tree asks about feature " + split.getFeatureID() + ", which does not exist", false);
    }
    return feature;
  }

  private List<Weight> weights(LeafNode<?> leaf, Combination combination, double weight)
      throws MalformedException {
    List<Weight> weights = new ArrayList<>();
    switch (leaf.getOutput()) {
      case Label label when combination == Combination.VOTE ->
          weights.add(weight(label.getLabel(), weight));
      case Label ignored -> {
        for (Output<?> score : leaf.getDistribution().values()) {
          if (score instanceof Label label) {
            weights.add(weight(label.getLabel(), weight * label.getScore()));
          }
        }
      }
      case Regressor number -> {
        for (int i = 0; i < number.size(); i++) {
          weights.add(weight(number.getNames()[i], weight * number.getValues()[i]));
        }
      }
      case null, default ->
          throw new MalformedException("a leaf answers neither a class nor a number", false);
    }
    return weights;
  }

  private Weight weight(String output, double value) throws MalformedException {
    Integer score = outputs.get(output);
    if (score == null) {
      throw new MalformedException("a leaf answers \"" + output + "\", which is unknown", false);
    }
    return new Weight(score, value);
  }
}
