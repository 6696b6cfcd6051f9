// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;

/// Gaussian naive Bayes: each column is normally distributed within a class.
///
/// @param means a row a class
/// @param variances a row a class
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record GaussianJoint(double[][] means, double[][] variances, double[] priors) implements Joint {

  /// The variances are called `sigma_` before 1.0.
  static Joint read(Instance fitted) throws MalformedException, NotConvertible {
    double[][] means = Attributes.matrix(fitted, "theta_");
    String spread = fitted.has("var_") ? "var_" : "sigma_";
    double[][] variances = Attributes.matrix(fitted, spread);
    double[] priors = fitted.numbers("class_prior_");
    Attributes.demand(
        means.length > 0
            && means.length == variances.length
            && means[0].length == variances[0].length,
        fitted,
        spread);
    Attributes.demand(priors.length == means.length, fitted, "class_prior_");
    return new GaussianJoint(means, variances, priors);
  }

  @Override
  public int width() {
    return means[0].length;
  }

  @Override
  public double[] of(double[] row) {
    double[] likely = new double[priors.length];
    for (int c = 0; c < likely.length; c++) {
      double sum = 0;
      for (int i = 0; i < row.length; i++) {
        double off = row[i] - means[c][i];
        sum += Math.log(2 * Math.PI * variances[c][i]) + off * off / variances[c][i];
      }
      likely[c] = Math.log(priors[c]) - sum / 2;
    }
    return likely;
  }

  @Override
  public String write(GraphWriter graph, String x) {
    double[] constants = new double[priors.length];
    for (int c = 0; c < constants.length; c++) {
      constants[c] = Math.log(priors[c]);
      for (double variance : variances[c]) {
        constants[c] -= Math.log(2 * Math.PI * variance) / 2;
      }
    }
    String each = graph.node("Unsqueeze", x, graph.longs(1));
    String off = graph.node("Sub", each, Tensors.matrix(graph, means));
    String squares = graph.node("Mul", off, off);
    String scaled = graph.node("Div", squares, Tensors.matrix(graph, variances));
    String half = graph.node("Mul", Tensors.sumAway(graph, scaled, 2), graph.scalar(-0.5));
    return graph.node("Add", half, Tensors.row(graph, constants));
  }
}
