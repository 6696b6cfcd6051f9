// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.TreeEnsemble;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import dev.slipway.model.trees.TreeGraph;
import java.util.Arrays;
import java.util.List;

/// Another library's model, behind scikit-learn's methods.
///
/// @param missing a number that stands for what is missing; NaN where none does
record Booster(Original model, double missing) {

  private TreeEnsemble ensemble() {
    return model.ensemble();
  }

  private boolean isFloat() {
    return ensemble().input().precision() == Precision.FLOAT;
  }

  int scores() {
    return ensemble().base().size();
  }

  List<Taken> takes() {
    return Rows.taken(ensemble().input().names().size());
  }

  double[] answer(List<Cell> row) {
    double[] given = isFloat() ? Rows.floats(row) : Cell.numbers(row);
    double[] seen =
        Arrays.stream(given)
            .map(value -> (float) value == (float) missing ? Double.NaN : value)
            .toArray();
    return model.answer(seen).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// The scores before any link: doubles, `[rows, scores]`.
  String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String numbers = columns.numbers(graph, "boosted trees");
    String given = isFloat() ? Tensors.floats(graph, numbers) : numbers;
    if (!Double.isNaN(missing)) {
      String absent = graph.node("Equal", given, graph.scalar((float) missing));
      given = graph.node("Where", absent, graph.scalar(Double.NaN), given);
    }
    return TreeGraph.scores(graph, ensemble(), given);
  }
}
