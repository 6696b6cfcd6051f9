// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;
import java.util.Optional;

/// Chooses one of several classes, and scores each.
public non-sealed interface Classifier extends Estimator {

  /// Its classes in the order of the scores; all numbers or all texts.
  List<Cell> classes();

  Basis basis();

  Scores scores(List<Cell> row);

  /// The same for all rows of a graph.
  Written write(GraphWriter graph, Flow columns) throws NotConvertible;

  /// The same estimator scored by `decision_function`; empty where it has none. What is made of
  /// several estimators often asks that first, even of one that has probabilities too.
  default Optional<Classifier> decisions() {
    return basis() == Basis.DECISIONS ? Optional.of(this) : Optional.empty();
  }

  /// What the scores are.
  enum Basis {
    /// Shares of one, as `predict_proba` gives them.
    PROBABILITIES,
    /// Distances from a border, as `decision_function` gives them; of two classes the first has the
    /// second's with the opposite sign.
    DECISIONS
  }

  /// @param values one for each class
  /// @param best index of the class that `predict` names, which need not have the highest score
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  record Scores(double[] values, int best) {}

  /// @param scores a tensor of doubles, `[rows, classes]`
  /// @param best a tensor of 64-bit integers, `[rows]`
  record Written(String scores, String best) {}

  /// Index of the highest value; the first of equal ones, as NumPy's argmax.
  static int highest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
