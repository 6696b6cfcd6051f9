// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Transformer;
import java.util.Collections;
import java.util.List;

/// Hands on some of its columns, numbers all (`SelectKBest` and whatever else has a mask).
record Selection(int width, List<Integer> kept) implements Transformer {

  Selection {
    kept = List.copyOf(kept);
  }

  @Override
  public List<Taken> takes() {
    return Collections.nCopies(width, Taken.NUMBER);
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    return kept.stream().map(row::get).toList();
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) {
    return columns.columns(graph, kept);
  }
}
