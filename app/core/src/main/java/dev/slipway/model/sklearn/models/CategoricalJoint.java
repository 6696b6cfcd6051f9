// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Naive Bayes of numbered categories. A number that is none of them makes all likelihoods NaN; the
/// library raises an error.
///
/// @param tables logarithms of how likely each category of a column is: a row a class
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record CategoricalJoint(List<double[][]> tables, double[] priors) implements Joint {

  static Joint read(Instance fitted) throws MalformedException, NotConvertible {
    List<double[][]> tables = Attributes.matrices(fitted, "feature_log_prob_");
    double[] priors = fitted.numbers("class_log_prior_");
    Attributes.demand(
        !tables.isEmpty() && tables.stream().allMatch(table -> table.length == priors.length),
        fitted,
        "feature_log_prob_");
    return new CategoricalJoint(List.copyOf(tables), priors);
  }

  @Override
  public int width() {
    return tables.size();
  }

  @Override
  public double[] of(double[] row) {
    double[] likely = priors.clone();
    for (int i = 0; i < row.length; i++) {
      double[][] table = tables.get(i);
      int categories = table[0].length;
      boolean known = row[i] > -1 && row[i] < categories;
      for (int c = 0; c < likely.length; c++) {
        likely[c] += known ? table[c][(int) row[i]] : Double.NaN;
      }
    }
    return likely;
  }

  @Override
  public String write(GraphWriter graph, String x) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      parts.add(part(graph, Tensors.column(graph, x, i), tables.get(i)));
    }
    String all = graph.along("Concat", parts.toArray(String[]::new));
    return graph.node("Add", Tensors.sumAway(graph, all, 1), Tensors.row(graph, priors));
  }

  /// One column's share: `[rows, 1, classes]`.
  private static String part(GraphWriter graph, String x, double[][] table) {
    int categories = table[0].length;
    double[][] rows = Arrays.copyOf(Tensors.transposed(table), categories + 1);
    rows[categories] = new double[table.length];
    Arrays.fill(rows[categories], Double.NaN);
    String known =
        graph.node(
            "And",
            graph.node("Greater", x, graph.scalar(-1)),
            graph.node("Less", x, graph.scalar(categories)));
    String place = graph.node("Where", known, x, graph.scalar(categories));
    return graph.node("Gather", Tensors.matrix(graph, rows), graph.cast(place, DataType.INT64));
  }
}
