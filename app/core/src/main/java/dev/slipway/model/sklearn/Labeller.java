// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;
import java.util.stream.IntStream;

/// Says of each of several labels whether it applies (multi-label classification).
public non-sealed interface Labeller extends Estimator {

  /// Names of the labels; [numbers][#numbered(int)] where the model has none.
  List<String> labels();

  /// Labels that have no names are called by their places, as scikit-learn itself does where one
  /// estimator a label was fitted on a table of zeros and ones.
  static List<String> numbered(int labels) {
    return IntStream.range(0, labels).mapToObj(Integer::toString).toList();
  }

  /// How probable each label is.
  double[] probabilities(List<Cell> row);

  /// The same for all rows of a graph: a tensor of doubles, `[rows, labels]`.
  String write(GraphWriter graph, Flow columns) throws NotConvertible;
}
