// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.FittedBy;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// A linear model of numbers, perhaps behind a logarithmic link.
///
/// @param exponential whether the sums are logarithms of the answers
record LinearRegressor(Linear linear, boolean exponential) implements Regressor {

  static LinearRegressor read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return new LinearRegressor(Linear.read(fitted), false);
  }

  /// Poisson and gamma regression, whose link is the logarithm.
  static LinearRegressor logarithmic(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return new LinearRegressor(Linear.read(fitted), true);
  }

  /// The link `auto` is the logarithm for powers above zero.
  static LinearRegressor tweedie(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    boolean exponential =
        switch (fitted.text("link")) {
          case "auto" -> fitted.real("power") > 0;
          case "log" -> true;
          case "identity" -> false;
          default -> throw Estimators.refused(fitted, "link " + fitted.text("link"));
        };
    return new LinearRegressor(Linear.read(fitted), exponential);
  }

  /// Partial least squares: the row is moved to its mean first, and until 1.4 also brought to one
  /// spread; later the coefficients hold that. Until 1.2 they lay the other way round.
  static LinearRegressor leastSquares(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    if (FittedBy.before(fitted, 1, 3, 0)) {
      throw Estimators.refused(fitted, "fitted before scikit-learn 1.3");
    }
    Linear centred = Linear.read(fitted);
    double[] means = fitted.numbers("_x_mean");
    double[] spreads = fitted.numbers("_x_std");
    Attributes.demand(means.length == centred.width(), fitted, "_x_mean");
    Attributes.demand(spreads.length == centred.width(), fitted, "_x_std");
    boolean spread = FittedBy.before(fitted, 1, 5, 0);
    double[][] weights = centred.weights();
    double[] intercepts = centred.intercepts();
    for (int t = 0; t < weights.length; t++) {
      for (int i = 0; i < means.length; i++) {
        weights[t][i] /= spread ? spreads[i] : 1;
        intercepts[t] -= weights[t][i] * means[i];
      }
    }
    return new LinearRegressor(new Linear(weights, intercepts), false);
  }

  /// RANSAC: what was fitted on the rows that it kept.
  static Regressor within(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    return within.regressor(fitted.instance("estimator_"));
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(linear.width());
  }

  @Override
  public int targets() {
    return linear.weights().length;
  }

  @Override
  public double[] predict(List<Cell> row) {
    double[] sums = linear.of(Cell.numbers(row));
    for (int i = 0; exponential && i < sums.length; i++) {
      sums[i] = Math.exp(sums[i]);
    }
    return sums;
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String sums = linear.write(graph, columns.numbers(graph, "a linear model"));
    return exponential ? graph.node("Exp", sums) : sums;
  }
}
