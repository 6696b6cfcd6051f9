// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// Makes other columns of columns.
public non-sealed interface Transformer extends Estimator {

  /// What it makes of one row.
  List<Cell> transform(List<Cell> row);

  /// The same for all rows of a graph.
  Flow write(GraphWriter graph, Flow columns) throws NotConvertible;
}
