// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Tells rows like those of training (1) from others (-1), by one number.
///
/// @param distance how far within; one number
/// @param border whether a row right on the border is within
record NoveltyClassifier(Regressor distance, boolean border) implements Classifier {

  static NoveltyClassifier vectors(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return new NoveltyClassifier(KernelRegressor.vectors(fitted, within), false);
  }

  static NoveltyClassifier descended(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Linear offset = Linear.read(fitted, "coef_", "offset_");
    double[] intercepts = {-offset.intercepts()[0]};
    Linear linear = new Linear(offset.weights(), intercepts);
    return new NoveltyClassifier(new LinearRegressor(linear, false), true);
  }

  @Override
  public List<Taken> takes() {
    return distance.takes();
  }

  @Override
  public List<Cell> classes() {
    return List.of(new Cell.Number(-1), new Cell.Number(1));
  }

  @Override
  public Basis basis() {
    return Basis.DECISIONS;
  }

  @Override
  public Scores scores(List<Cell> row) {
    double within = distance.predict(row)[0];
    return new Scores(Rows.opposed(within), within > 0 || (border && within == 0) ? 1 : 0);
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String within = distance.write(graph, columns);
    String inside = graph.node(border ? "GreaterOrEqual" : "Greater", within, graph.scalar(0));
    return new Written(Tensors.opposed(graph, within), Tensors.chosen(graph, inside));
  }
}
