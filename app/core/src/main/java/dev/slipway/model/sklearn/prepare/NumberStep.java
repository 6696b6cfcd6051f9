// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.Collections;
import java.util.List;

/// Makes numbers of numbers.
interface NumberStep extends Transformer {

  /// How many numbers it takes.
  int width();

  /// How many it makes of them.
  default int made() {
    return width();
  }

  double[] of(double[] row);

  /// The same for a tensor of doubles, `[rows, width]`.
  String write(GraphWriter graph, String columns);

  @Override
  default List<Taken> takes() {
    return Collections.nCopies(width(), Taken.NUMBER);
  }

  @Override
  default List<Cell> transform(List<Cell> row) {
    return Cell.of(of(Cell.numbers(row)));
  }

  @Override
  default Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    return Flow.numbers(write(graph, columns.numbers(graph, getClass().getSimpleName())), made());
  }
}
