// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Weight;
import dev.slipway.model.trees.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;

/// A Tribuo model of XGBoost as one ensemble: one booster that tells classes apart, or one booster
/// for each number.
///
/// XGBoost takes a feature that a row lacks as missing, which each tree sends its own way.
final class BoosterConversion {

  private BoosterConversion() {}

  static TreeEnsemble ensemble(Original original, List<Booster> boosters)
      throws MalformedException {
    var input = TreeEnsemble.Input.plain(original.features().names(), TreeEnsemble.Precision.FLOAT);
    int outputs = original.outputs().size();
    if (original.task() == Original.Task.CLASS) {
      Booster only = boosters.getFirst();
      if (boosters.size() != 1 || only.scores() != outputs || outputs < 2) {
        throw new MalformedException(
            "%d boosters of %d scores do not tell %d classes apart"
                .formatted(boosters.size(), only.scores(), outputs),
            false);
      }
      if (!(only.link() instanceof Link.Softmax)) {
        throw new MalformedException("its booster gives no probabilities of classes", false);
      }
      return new TreeEnsemble(
          input, only.trees(), only.base(), new Outcome.Classes(only.link(), original.outputs()));
    }
    if (boosters.size() != outputs) {
      throw new MalformedException(
          boosters.size() + " boosters do not give " + outputs + " numbers", false);
    }
    List<Tree> trees = new ArrayList<>();
    List<Double> base = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      Booster booster = boosters.get(i);
      if (booster.scores() != 1 || !booster.link().equals(boosters.getFirst().link())) {
        throw new MalformedException("its boosters are of different kinds", false);
      }
      base.add(booster.base().getFirst());
      for (Tree tree : booster.trees()) {
        trees.add(moved(tree, i));
      }
    }
    return new TreeEnsemble(input, trees, base, new Outcome.Numbers(boosters.getFirst().link()));
  }

  private static Tree moved(Tree tree, int score) {
    List<Tree.Node> nodes = new ArrayList<>();
    for (Tree.Node node : tree.nodes()) {
      nodes.add(
          switch (node) {
            case Split split -> split;
            case Leaf leaf ->
                new Leaf(
                    leaf.weights().stream()
                        .map(weight -> new Weight(score, weight.value()))
                        .toList());
          });
    }
    return new Tree(nodes);
  }
}
