// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Collections;
import java.util.List;

/// The same for every row: `DummyRegressor`.
///
/// @param width how many columns it was fitted on
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record ConstantRegressor(int width, double[] constants) implements Regressor {

  static ConstantRegressor read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Attributes.refuseAlone(fitted);
    double[] constants = fitted.numbers("constant_");
    Attributes.demand(constants.length > 0, fitted, "constant_");
    return new ConstantRegressor(Attributes.width(fitted), constants);
  }

  @Override
  public List<Taken> takes() {
    return Collections.nCopies(width, Taken.ANYTHING);
  }

  @Override
  public int targets() {
    return constants.length;
  }

  @Override
  public double[] predict(List<Cell> row) {
    return constants.clone();
  }

  @Override
  public String write(GraphWriter graph, Flow columns) {
    return Tensors.repeated(graph, columns.parts().getFirst().value(), constants);
  }
}
