// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// A regressor of a target that was transformed for training, so that its answers are transformed
/// back (`TransformedTargetRegressor`).
record TransformedTarget(Regressor regressor, Invertible target) implements Regressor {

  static TransformedTarget read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Instance named = fitted.instance("transformer_");
    Transformer transformer = within.transformer(named);
    if (!(transformer instanceof Invertible target)) {
      throw Estimators.refused(named, "of the target");
    }
    Regressor regressor = within.regressor(fitted.instance("regressor_"));
    if (transformer instanceof NumberStep step
        && !(transformer instanceof Function)
        && step.width() != regressor.targets()) {
      throw fitted.lacks("transformer_", "transforms another number of targets");
    }
    return new TransformedTarget(regressor, target);
  }

  @Override
  public List<Taken> takes() {
    return regressor.takes();
  }

  @Override
  public List<String> notes() {
    return regressor.notes();
  }

  @Override
  public int targets() {
    return regressor.targets();
  }

  @Override
  public double[] predict(List<Cell> row) {
    return target.back(regressor.predict(row));
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    return target.writeBack(graph, regressor.write(graph, columns));
  }
}
