// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Scores that boosting adds up, before a link makes answers of them.
interface Raw {

  /// One where there is a number to predict, or two classes; else one for each class.
  int scores();

  List<Taken> takes();

  double[] of(List<Cell> row);

  /// The same for all rows of a graph: doubles, `[rows, scores]`.
  String write(GraphWriter graph, Flow columns) throws NotConvertible;
}
