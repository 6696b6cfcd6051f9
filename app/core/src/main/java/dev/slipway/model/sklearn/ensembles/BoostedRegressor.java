// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// @param log whether the score is the logarithm of the answer
record BoostedRegressor(Raw raw, boolean log) implements Regressor {

  @Override
  public List<Taken> takes() {
    return raw.takes();
  }

  @Override
  public int targets() {
    return 1;
  }

  @Override
  public double[] predict(List<Cell> row) {
    double score = raw.of(row)[0];
    return new double[] {log ? Math.exp(score) : score};
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String score = raw.write(graph, columns);
    return log ? graph.node("Exp", score) : score;
  }
}
