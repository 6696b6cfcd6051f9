// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Transformer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Says of columns whether a value is missing there: 1, else 0.
///
/// @param width how many columns it takes
/// @param watched those that it speaks of
record MissingIndicator(int width, List<Integer> watched, Missing missing) implements Transformer {

  MissingIndicator {
    watched = List.copyOf(watched);
  }

  static MissingIndicator read(Instance fitted) throws MalformedException {
    int width = fitted.whole(fitted.has("n_features_in_") ? "n_features_in_" : "_n_features");
    List<Integer> watched = new ArrayList<>();
    for (double column : fitted.numbers("features_")) {
      if (column < 0 || column >= width) {
        throw fitted.lacks("features_", "names columns that are not there");
      }
      watched.add((int) column);
    }
    return new MissingIndicator(width, watched, Missing.read(fitted));
  }

  @Override
  public List<Taken> takes() {
    return Collections.nCopies(width, Taken.NUMBER);
  }

  @Override
  public List<Cell> transform(List<Cell> row) {
    return watched.stream()
        .<Cell>map(column -> new Cell.Number(missing.is(row.get(column)) ? 1 : 0))
        .toList();
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) {
    return missing.write(graph, columns, watched);
  }
}
