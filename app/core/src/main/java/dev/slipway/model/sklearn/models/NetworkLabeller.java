// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Labeller;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Several labels a row by a neural network: a logistic share of each.
record NetworkLabeller(Network network) implements Labeller {

  @Override
  public List<Taken> takes() {
    return Rows.taken(network.width());
  }

  @Override
  public List<String> labels() {
    return Labeller.numbered(network.targets());
  }

  @Override
  public double[] probabilities(List<Cell> row) {
    return network.of(Cell.numbers(row));
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    return network.write(graph, columns.numbers(graph, "a neural network"));
  }
}
