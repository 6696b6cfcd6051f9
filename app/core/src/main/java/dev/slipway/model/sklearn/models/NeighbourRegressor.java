// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Numbers by nearest neighbours.
record NeighbourRegressor(Neighbours neighbours) implements Regressor {

  static NeighbourRegressor read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    double[][] values = Attributes.matrix(fitted, "_y");
    boolean several = fitted.array("_y").shape().size() == 2;
    return new NeighbourRegressor(
        Neighbours.read(fitted, several ? values : Tensors.transposed(values)));
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(neighbours.width());
  }

  @Override
  public List<String> notes() {
    return NeighbourClassifier.NOTES;
  }

  @Override
  public int targets() {
    return neighbours.targets();
  }

  @Override
  public double[] predict(List<Cell> row) {
    return neighbours.mean(Cell.numbers(row));
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    return neighbours.write(graph, columns.numbers(graph, "nearest neighbours"));
  }
}
