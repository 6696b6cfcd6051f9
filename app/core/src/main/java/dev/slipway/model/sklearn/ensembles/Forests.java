// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.TreeGraph;
import java.util.ArrayList;
import java.util.List;

/// Decision trees, extra trees, and forests of them: a forest answers with the mean of its trees.
final class Forests {

  private Forests() {}

  static Estimator classifier(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<FittedTree> trees = trees(fitted);
    int outputs = fitted.whole("n_outputs_");
    if (outputs == 1) {
      List<Cell> classes = Labels.of(fitted, "classes_");
      demandShares(fitted, trees, classes.size());
      return new ForestClassifier(trees, classes);
    }
    demandShares(fitted, trees, 2);
    List<Value> each = fitted.items("classes_");
    if (each.size() != outputs) {
      throw fitted.lacks("classes_", "has another length than n_outputs_");
    }
    for (Value classes : each) {
      List<Value> values =
          Instance.items(classes).orElseThrow(() -> fitted.lacks("classes_", "holds no lists"));
      if (Labels.cells(fitted, "classes_", values).size() != 2) {
        throw Estimators.refused(fitted, "several targets, one of which has not two classes");
      }
    }
    return new ForestLabeller(trees, outputs);
  }

  static Estimator regressor(Instance fitted, Estimators within) throws MalformedException {
    return new ForestRegressor(trees(fitted), fitted.whole("n_outputs_"));
  }

  private static void demandShares(Instance fitted, List<FittedTree> trees, int classes)
      throws MalformedException {
    if (trees.stream().anyMatch(tree -> tree.width() < classes)) {
      throw fitted.lacks("classes_", "are more than the trees tell apart");
    }
  }

  private static List<FittedTree> trees(Instance fitted) throws MalformedException {
    List<FittedTree> trees = new ArrayList<>();
    if (fitted.has("estimators_")) {
      for (Instance tree : fitted.instances("estimators_")) {
        trees.add(FittedTree.read(tree));
      }
    } else {
      trees.add(FittedTree.read(fitted));
    }
    int features = fitted.whole("n_features_in_");
    for (FittedTree tree : trees) {
      if (tree.features() != features || tree.outputs() != fitted.whole("n_outputs_")) {
        throw fitted.lacks("estimators_", "has trees of other features or targets");
      }
    }
    if (trees.isEmpty()) {
      throw fitted.lacks("estimators_", "is empty");
    }
    return trees;
  }

  /// The mean over the trees of what their leaves say: doubles, `[rows, width]`.
  static String mean(GraphWriter graph, Flow columns, List<FittedTree> trees, int width, Mean said)
      throws NotConvertible {
    String floats = Tensors.floats(graph, columns.numbers(graph, "a tree"));
    List<Tree> graphed = new ArrayList<>();
    for (FittedTree tree : trees) {
      graphed.add(tree.graphed(List.of(), leaf -> said.at(tree, leaf)));
    }
    String each = TreeGraph.leaves(graph, floats, graphed, width);
    return Tensors.mean(graph, each, trees.size());
  }

  /// What a tree says at a leaf.
  @FunctionalInterface
  interface Mean {
    double[] at(FittedTree tree, int leaf);
  }

  /// The same for one row, tree after tree.
  static double[] mean(List<Cell> row, List<FittedTree> trees, int width, Mean said) {
    double[] floats = Rows.floats(row);
    double[] mean = new double[width];
    for (FittedTree tree : trees) {
      double[] one = said.at(tree, tree.leaf(floats));
      for (int i = 0; i < width; i++) {
        mean[i] += one[i];
      }
    }
    for (int i = 0; i < width; i++) {
      mean[i] /= trees.size();
    }
    return mean;
  }
}
