// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// The mean of the shares that the classes have in the leaves.
record ForestClassifier(List<FittedTree> trees, List<Cell> classes) implements Classifier {

  @Override
  public List<Taken> takes() {
    return Rows.taken(trees.getFirst().features());
  }

  @Override
  public Basis basis() {
    return Basis.PROBABILITIES;
  }

  double[] shares(FittedTree tree, int leaf) {
    return tree.shares(leaf, 0, classes.size());
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] mean = Forests.mean(row, trees, classes.size(), this::shares);
    return new Scores(mean, Classifier.highest(mean));
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String mean = Forests.mean(graph, columns, trees, classes.size(), this::shares);
    return new Written(mean, Tensors.highest(graph, mean));
  }
}
