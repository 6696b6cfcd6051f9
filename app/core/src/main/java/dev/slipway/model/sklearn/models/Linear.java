// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;

/// Weighted sums of a row.
///
/// @param weights a row a sum
/// @param intercepts one a sum
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Linear(double[][] weights, double[] intercepts) {

  /// `coef_` and `intercept_`, which nearly all linear models have. liblinear's own scaling of the
  /// intercept is already undone in them.
  static Linear read(Instance fitted) throws MalformedException, NotConvertible {
    return read(fitted, "coef_", "intercept_");
  }

  /// An intercept may be one number for all sums: zero, where none was fitted.
  static Linear read(Instance fitted, String coefficients, String intercept)
      throws MalformedException, NotConvertible {
    double[][] weights = Attributes.matrix(fitted, coefficients);
    double[] given =
        fitted.get(intercept) instanceof Value.NdArray
            ? fitted.numbers(intercept)
            : new double[] {fitted.real(intercept)};
    double[] intercepts = given;
    if (given.length == 1) {
      intercepts = new double[weights.length];
      Arrays.fill(intercepts, given[0]);
    }
    Attributes.demand(intercepts.length == weights.length, fitted, intercept);
    Attributes.demand(width(weights) == Attributes.width(fitted), fitted, coefficients);
    return new Linear(weights, intercepts);
  }

  private static int width(double[][] weights) {
    return weights.length == 0 ? 0 : weights[0].length;
  }

  int width() {
    return width(weights);
  }

  double[] of(double[] row) {
    double[] sums = new double[weights.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Rows.dot(weights[i], row) + intercepts[i];
    }
    return sums;
  }

  /// `[rows, sums]`.
  String write(GraphWriter graph, String x) {
    String sums = Tensors.product(graph, x, weights);
    return graph.node("Add", sums, Tensors.row(graph, intercepts));
  }
}
