// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Answers with numbers.
public non-sealed interface Regressor extends Estimator {

  /// How many numbers it answers with.
  int targets();

  /// As many numbers as there are targets.
  double[] predict(List<Cell> row);

  /// The same for all rows of a graph: a tensor of doubles, `[rows, targets]`.
  String write(GraphWriter graph, Flow columns) throws NotConvertible;
}
