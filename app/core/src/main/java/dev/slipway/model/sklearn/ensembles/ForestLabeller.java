// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Labeller;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Several targets of two classes each: the mean of the second one's share in the leaves.
record ForestLabeller(List<FittedTree> trees, int targets) implements Labeller {

  @Override
  public List<Taken> takes() {
    return Rows.taken(trees.getFirst().features());
  }

  @Override
  public List<String> labels() {
    return Labeller.numbered(targets);
  }

  private double[] second(FittedTree tree, int leaf) {
    double[] second = new double[targets];
    for (int i = 0; i < targets; i++) {
      second[i] = tree.shares(leaf, i, 2)[1];
    }
    return second;
  }

  @Override
  public double[] probabilities(List<Cell> row) {
    return Forests.mean(row, trees, targets, this::second);
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    return Forests.mean(graph, columns, trees, targets, this::second);
  }
}
