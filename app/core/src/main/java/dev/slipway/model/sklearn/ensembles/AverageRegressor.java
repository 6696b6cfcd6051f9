// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// BaggingRegressor and VotingRegressor: the mean of what members predict.
///
/// @param weights empty where all count the same
record AverageRegressor(List<Subset<Regressor>> members, List<Double> weights, int targets)
    implements Regressor {

  static AverageRegressor of(Instance fitted, List<Subset<Regressor>> members, List<Double> weights)
      throws MalformedException {
    if (members.isEmpty()) {
      throw fitted.lacks("estimators_", "is empty");
    }
    int targets = members.getFirst().estimator().targets();
    if (members.stream().anyMatch(member -> member.estimator().targets() != targets)) {
      throw fitted.lacks("estimators_", "differs in the number of targets");
    }
    return new AverageRegressor(members, weights, targets);
  }

  @Override
  public List<Taken> takes() {
    return Rows.shared(members.stream().map(Subset::takes).toList());
  }

  @Override
  public double[] predict(List<Cell> row) {
    double[] mean = new double[targets];
    double sum = 0;
    for (int i = 0; i < members.size(); i++) {
      double weight = weights.isEmpty() ? 1 : weights.get(i);
      double[] own = Subset.predict(members.get(i), row);
      sum += weight;
      for (int k = 0; k < targets; k++) {
        mean[k] += weight * own[k];
      }
    }
    for (int k = 0; k < targets; k++) {
      mean[k] /= sum;
    }
    return mean;
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String each = Panel.predictions(graph, columns, members, targets);
    return weights.isEmpty()
        ? Tensors.mean(graph, each, members.size())
        : Tensors.weightedMean(graph, each, weights);
  }
}
