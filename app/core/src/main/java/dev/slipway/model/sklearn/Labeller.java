// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Says of each of several labels whether it applies (multi-label classification).
public non-sealed interface Labeller extends Estimator {

  /// Names of the labels, made up where the model has none.
  List<String> labels();

  /// How probable each label is.
  double[] probabilities(List<Cell> row);

  /// The same for all rows of a graph: a tensor of doubles, `[rows, labels]`.
  String write(GraphWriter graph, Flow columns) throws NotConvertible;
}
