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
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Numbers by a neural network.
record NetworkRegressor(Network network) implements Regressor {

  static NetworkRegressor read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return new NetworkRegressor(Network.read(fitted));
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(network.width());
  }

  @Override
  public int targets() {
    return network.targets();
  }

  @Override
  public double[] predict(List<Cell> row) {
    return network.of(Cell.numbers(row));
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    return network.write(graph, columns.numbers(graph, "a neural network"));
  }
}
