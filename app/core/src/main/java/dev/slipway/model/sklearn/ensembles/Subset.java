// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// An estimator that sees some columns.
///
/// @param columns which, in the order that it takes them
/// @param given columns that there are
record Subset<E extends Estimator>(E estimator, List<Integer> columns, int given) {

  /// All columns, as they come.
  static <E extends Estimator> Subset<E> all(E estimator) {
    int width = estimator.takes().size();
    List<Integer> all = IntStream.range(0, width).boxed().toList();
    return new Subset<>(estimator, all, width);
  }

  /// @param value a list of indices
  static List<Integer> columns(Instance fitted, Value value, int given) throws MalformedException {
    List<Integer> columns = new ArrayList<>();
    for (Value index : Instance.items(value).orElse(List.of())) {
      double column = Instance.number(index).orElse(-1.0);
      if (!(column >= 0 && column < given)) {
        throw fitted.lacks("estimators_features_", "has a column that is not there");
      }
      columns.add((int) column);
    }
    return columns;
  }

  boolean isWhole() {
    return columns.equals(IntStream.range(0, given).boxed().toList());
  }

  List<Taken> takes() {
    List<Taken> takes = new ArrayList<>(Collections.nCopies(given, Taken.ANYTHING));
    for (int i = 0; i < columns.size(); i++) {
      takes.set(columns.get(i), estimator.takes().get(i));
    }
    return takes;
  }

  List<Cell> of(List<Cell> row) {
    return columns.stream().map(row::get).toList();
  }

  Flow of(GraphWriter graph, Flow flow) {
    return isWhole() ? flow : flow.columns(graph, columns);
  }

  static Classifier.Scores scores(Subset<Classifier> one, List<Cell> row) {
    return one.estimator().scores(one.of(row));
  }

  static double[] predict(Subset<Regressor> one, List<Cell> row) {
    return one.estimator().predict(one.of(row));
  }

  static Classifier.Written write(Subset<Classifier> one, GraphWriter graph, Flow flow)
      throws NotConvertible {
    return one.estimator().write(graph, one.of(graph, flow));
  }
}
