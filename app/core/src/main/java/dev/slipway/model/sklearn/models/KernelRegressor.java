// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.List;

/// Weighted likeness to rows of training: support vector regression, kernel ridge.
///
/// @param sums a weight for each vector, a row a target
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record KernelRegressor(Kernel kernel, double[][] vectors, Linear sums) implements Regressor {

  static KernelRegressor vectors(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    SupportVectors machine = SupportVectors.read(fitted);
    Attributes.demand(machine.intercepts().length == machine.duals().length, fitted, "_intercept_");
    return new KernelRegressor(
        machine.kernel(), machine.vectors(), new Linear(machine.duals(), machine.intercepts()));
  }

  static KernelRegressor ridge(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    double[][] vectors = Attributes.kept(fitted, "X_fit_");
    double[][] weights = targets(fitted, "dual_coef_");
    Attributes.demand(
        vectors.length > 0 && weights.length > 0 && weights[0].length == vectors.length,
        fitted,
        "dual_coef_");
    return new KernelRegressor(
        kernel(fitted, vectors[0].length),
        vectors,
        new Linear(weights, new double[weights.length]));
  }

  /// The mean of a Gaussian process. The targets were scaled before.
  static KernelRegressor process(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    double[][] vectors = Attributes.kept(fitted, "X_train_");
    double[][] weights = targets(fitted, "alpha_");
    double[] means = fitted.numbers("_y_train_mean");
    double[] spreads = fitted.numbers("_y_train_std");
    Attributes.demand(
        vectors.length > 0 && weights.length > 0 && weights[0].length == vectors.length,
        fitted,
        "alpha_");
    Attributes.demand(
        means.length == weights.length && spreads.length == weights.length,
        fitted,
        "_y_train_mean");
    for (int i = 0; i < weights.length; i++) {
      double by = spreads[i];
      weights[i] = Arrays.stream(weights[i]).map(weight -> weight * by).toArray();
    }
    Kernel kernel = ProcessKernel.read(fitted.instance("kernel_"));
    return new KernelRegressor(kernel, vectors, new Linear(weights, means));
  }

  /// One row a target, of an array that has one column a target, or one axis for one target.
  private static double[][] targets(Instance fitted, String attribute)
      throws MalformedException, NotConvertible {
    double[][] matrix = Attributes.matrix(fitted, attribute);
    boolean several = fitted.array(attribute).shape().size() == 2;
    return several ? Tensors.transposed(matrix) : matrix;
  }

  private static Kernel kernel(Instance fitted, int width)
      throws MalformedException, NotConvertible {
    if (!(fitted.get("kernel") instanceof Value.Text(String name))) {
      throw Estimators.refused(fitted, "a kernel of its own");
    }
    double gamma = fitted.has("gamma") ? fitted.real("gamma") : 1.0 / width;
    return switch (name) {
      case "linear" -> new Kernel.Dot();
      case "rbf" -> new Kernel.Radial(gamma);
      case "laplacian" -> new Kernel.Laplacian(gamma);
      case "poly", "polynomial" ->
          new Kernel.Polynomial(gamma, fitted.real("coef0"), fitted.real("degree"));
      case "sigmoid" -> new Kernel.Tangent(gamma, fitted.real("coef0"));
      default -> throw Estimators.refused(fitted, "kernel " + name);
    };
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(vectors[0].length);
  }

  @Override
  public int targets() {
    return sums.weights().length;
  }

  @Override
  public double[] predict(List<Cell> row) {
    double[] x = Cell.numbers(row);
    double[] likeness = new double[vectors.length];
    for (int i = 0; i < likeness.length; i++) {
      likeness[i] = kernel.of(x, vectors[i]);
    }
    return sums.of(likeness);
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String x = columns.numbers(graph, "a kernel model");
    return sums.write(graph, kernel.write(graph, x, vectors));
  }
}
