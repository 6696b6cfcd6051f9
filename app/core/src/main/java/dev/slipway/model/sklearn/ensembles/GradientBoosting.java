// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier.Basis;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.TreeGraph;
import java.util.ArrayList;
import java.util.List;

/// GradientBoostingClassifier and GradientBoostingRegressor: where scores start, and then trees,
/// stage by stage, each stage with a tree for each score.
///
/// Names of losses changed: `deviance` is `log_loss` since 1.1, and its object `_loss` (1.1;
/// `loss_` before) is one that all of scikit-learn shares since 1.4.
record GradientBoosting(int features, int scores, Start start, List<FittedTree> trees, double rate)
    implements Raw {

  static Estimator classifier(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Cell> classes = Labels.of(fitted, "classes_");
    boolean exponential = fitted.text("loss").equals("exponential");
    boolean old = isOld(fitted);
    int scores = classes.size() == 2 ? 1 : classes.size();
    Start start = Start.classifier(fitted, within, scores, exponential, old);
    return new BoostedClassifier(
        raw(fitted, scores, start), classes, Basis.PROBABILITIES, exponential ? 2 : 1, !old);
  }

  static Estimator regressor(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return new BoostedRegressor(raw(fitted, 1, Start.regressor(fitted, within)), false);
  }

  /// Whether its loss is of the time before 1.4.
  private static boolean isOld(Instance fitted) throws MalformedException {
    Instance loss = fitted.instance(fitted.has("_loss") ? "_loss" : "loss_");
    return loss.type().module().contains("_gb_losses");
  }

  private static GradientBoosting raw(Instance fitted, int scores, Start start)
      throws MalformedException {
    int features = fitted.whole("n_features_in_");
    List<FittedTree> trees = new ArrayList<>();
    for (Instance tree : fitted.instances("estimators_")) {
      FittedTree read = FittedTree.read(tree);
      if (read.features() != features) {
        throw fitted.lacks("estimators_", "has trees of other features");
      }
      trees.add(read);
    }
    if (trees.isEmpty() || trees.size() % scores != 0) {
      throw fitted.lacks("estimators_", "has not the same trees for each score");
    }
    return new GradientBoosting(features, scores, start, trees, fitted.real("learning_rate"));
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(features);
  }

  @Override
  public double[] of(List<Cell> row) {
    double[] floats = Rows.floats(row);
    double[] sums = start.of(Cell.of(floats)).clone();
    for (int i = 0; i < trees.size(); i++) {
      FittedTree tree = trees.get(i);
      sums[i % scores] += rate * tree.value(tree.leaf(floats), 0);
    }
    return sums;
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String floats = Tensors.floats(graph, columns.numbers(graph, "a tree"));
    List<Tree> graphed = new ArrayList<>();
    for (FittedTree tree : trees) {
      graphed.add(tree.graphed(List.of(), leaf -> new double[] {rate * tree.value(leaf, 0)}));
    }
    String sums = summed(graph, floats, graphed, scores);
    return graph.node("Add", start.write(graph, Flow.numbers(floats, features)), sums);
  }

  /// What trees add to scores that take turns: doubles, `[rows, scores]`.
  static String summed(GraphWriter graph, String features, List<Tree> trees, int scores)
      throws NotConvertible {
    String each = TreeGraph.leaves(graph, features, trees, 1);
    // Zero keeps the axis of the rows
    String shape = graph.longs(0, trees.size() / scores, scores);
    String turns = graph.node("Reshape", each, shape);
    return Tensors.sumAway(graph, turns, 1);
  }
}
