// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Quadratic discriminant analysis: each class is normally distributed, with a covariance of its
/// own.
record QuadraticJoint(List<Spread> spreads) implements Joint {

  /// One class.
  ///
  /// @param axes of its covariance, a row an axis
  /// @param variances along the axes
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  private record Spread(double[] mean, double[][] axes, double[] variances, double prior) {
    double[] projected(double[] row) {
      double[] off = new double[row.length];
      for (int i = 0; i < off.length; i++) {
        off[i] = row[i] - mean[i];
      }
      double[] along = new double[axes.length];
      for (int i = 0; i < along.length; i++) {
        along[i] = Rows.dot(axes[i], off);
      }
      return along;
    }

    double constant() {
      double logs = 0;
      for (double variance : variances) {
        logs += Math.log(variance);
      }
      return Math.log(prior) - logs / 2;
    }

    /// The axes, as long as makes the variance one along them.
    double[][] scaled() {
      double[][] scaled = new double[axes.length][];
      for (int i = 0; i < scaled.length; i++) {
        double by = 1 / Math.sqrt(variances[i]);
        scaled[i] = Arrays.stream(axes[i]).map(x -> x * by).toArray();
      }
      return scaled;
    }
  }

  static Joint read(Instance fitted) throws MalformedException, NotConvertible {
    double[][] means = Attributes.matrix(fitted, "means_");
    double[] priors = fitted.numbers("priors_");
    List<double[][]> rotations = Attributes.matrices(fitted, "rotations_");
    List<double[][]> scalings = Attributes.matrices(fitted, "scalings_");
    int classes = means.length;
    Attributes.demand(
        classes > 0
            && priors.length == classes
            && rotations.size() == classes
            && scalings.size() == classes,
        fitted,
        "rotations_");
    List<Spread> spreads = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      double[][] axes = Tensors.transposed(rotations.get(c));
      double[] variances = scalings.get(c)[0];
      Attributes.demand(axes.length == variances.length, fitted, "scalings_");
      Attributes.demand(rotations.get(c).length == means[c].length, fitted, "rotations_");
      spreads.add(new Spread(means[c], axes, variances, priors[c]));
    }
    return new QuadraticJoint(List.copyOf(spreads));
  }

  @Override
  public int width() {
    return spreads.getFirst().mean().length;
  }

  @Override
  public double[] of(double[] row) {
    double[] likely = new double[spreads.size()];
    for (int c = 0; c < likely.length; c++) {
      Spread spread = spreads.get(c);
      double[] along = spread.projected(row);
      double norm = 0;
      for (int i = 0; i < along.length; i++) {
        norm += along[i] * along[i] / spread.variances()[i];
      }
      likely[c] = spread.constant() - norm / 2;
    }
    return likely;
  }

  @Override
  public String write(GraphWriter graph, String x) {
    List<String> norms = new ArrayList<>();
    for (Spread spread : spreads) {
      String off = graph.node("Sub", x, Tensors.row(graph, spread.mean()));
      String along = Tensors.product(graph, off, spread.scaled());
      norms.add(Tensors.sum(graph, graph.node("Mul", along, along)));
    }
    String all = graph.along("Concat", norms.toArray(String[]::new));
    double[] constants = spreads.stream().mapToDouble(Spread::constant).toArray();
    String half = graph.node("Mul", all, graph.scalar(-0.5));
    return graph.node("Add", half, Tensors.row(graph, constants));
  }
}
