// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// The mean of the numbers in the leaves.
record ForestRegressor(List<FittedTree> trees, int targets) implements Regressor {

  @Override
  public List<Taken> takes() {
    return Rows.taken(trees.getFirst().features());
  }

  double[] numbers(FittedTree tree, int leaf) {
    double[] numbers = new double[targets];
    for (int i = 0; i < targets; i++) {
      numbers[i] = tree.value(leaf, i);
    }
    return numbers;
  }

  @Override
  public double[] predict(List<Cell> row) {
    return Forests.mean(row, trees, targets, this::numbers);
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    return Forests.mean(graph, columns, trees, targets, this::numbers);
  }
}
