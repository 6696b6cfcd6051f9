// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Tensors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Weighs counts of terms (`TfidfTransformer`): rare terms more, and rows by their length.
///
/// @param rarity of each term; none where all weigh the same
/// @param sublinear whether a count n counts as 1 + log n
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Weighting(
    int width, double @Nullable [] rarity, boolean sublinear, Optional<Norming.Norm> norm)
    implements NumberStep {

  static Weighting read(Instance fitted) throws MalformedException {
    double[] rarity = null;
    if (fitted.truth("use_idf")) {
      // Before 1.5 the numbers lie on the diagonal of a sparse matrix
      rarity =
          fitted.has("idf_")
              ? fitted.numbers("idf_")
              : fitted.instance("_idf_diag").numbers("data");
    }
    int width =
        fitted.has("n_features_in_") || rarity == null
            ? fitted.whole("n_features_in_")
            : rarity.length;
    if (rarity != null && rarity.length != width) {
      throw fitted.lacks("idf_", "has not a number for each term");
    }
    return new Weighting(width, rarity, fitted.truth("sublinear_tf"), Norming.norm(fitted));
  }

  @Override
  public double[] of(double[] row) {
    double[] weighed = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      double count = sublinear && row[i] != 0 ? 1 + Math.log(row[i]) : row[i];
      weighed[i] = rarity == null ? count : count * rarity[i];
    }
    return norm.map(by -> Norming.divided(weighed, by)).orElse(weighed);
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    String weighed = columns;
    if (sublinear) {
      String none = graph.node("Equal", columns, graph.scalar(0));
      String count = graph.node("Where", none, graph.scalar(1), columns);
      String slow = graph.node("Add", graph.node("Log", count), graph.scalar(1));
      weighed = graph.node("Where", none, columns, slow);
    }
    if (rarity != null) {
      weighed = graph.node("Mul", weighed, Tensors.row(graph, rarity));
    }
    String all = weighed;
    return norm.map(by -> Norming.written(graph, all, by)).orElse(all);
  }
}
