// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What stands for a class that all rows of the training had, or none (`_ConstantPredictor`).
///
/// @param second whether it is always the second of its two classes
record Constant(int columns, boolean second, Basis basis) implements Classifier {

  static Estimator read(Instance fitted, Estimators within) throws MalformedException {
    int columns = fitted.whole("n_features_in_");
    return new Constant(columns, fitted.real("y_") == 1, Basis.PROBABILITIES);
  }

  @Override
  public List<Taken> takes() {
    return Collections.nCopies(columns, Taken.ANYTHING);
  }

  @Override
  public List<Cell> classes() {
    return Labels.encoded(2);
  }

  @Override
  public Optional<Classifier> decisions() {
    return Optional.of(new Constant(columns, second, Basis.DECISIONS));
  }

  @Override
  public Scores scores(List<Cell> row) {
    double one = second ? 1 : 0;
    double[] values = {basis == Basis.DECISIONS ? -one : 1 - one, one};
    return new Scores(values, second ? 1 : 0);
  }

  @Override
  public Written write(GraphWriter graph, Flow flow) {
    String any = flow.parts().getFirst().value();
    String values = Tensors.repeated(graph, any, scores(List.of()).values());
    return new Written(values, Tensors.highest(graph, values));
  }
}
