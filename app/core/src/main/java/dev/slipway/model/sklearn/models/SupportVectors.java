// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;

/// What libsvm keeps of a model.
///
/// @param vectors rows of training that count
/// @param duals weights of the vectors, as libsvm lays them out
/// @param intercepts one a border
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record SupportVectors(Kernel kernel, double[][] vectors, double[][] duals, double[] intercepts) {

  /// The attributes with an underscore before them have libsvm's own signs; the public ones are
  /// turned round for two classes.
  static SupportVectors read(Instance fitted) throws MalformedException, NotConvertible {
    Kernel kernel = kernel(fitted);
    double[][] vectors = Attributes.kept(fitted, "support_vectors_");
    double[][] duals = Attributes.matrix(fitted, "_dual_coef_");
    double[] intercepts = fitted.numbers("_intercept_");
    Attributes.demand(
        vectors.length > 0 && vectors[0].length == Attributes.width(fitted),
        fitted,
        "support_vectors_");
    Attributes.demand(duals.length > 0 && duals[0].length == vectors.length, fitted, "_dual_coef_");
    return new SupportVectors(kernel, vectors, duals, intercepts);
  }

  private static Kernel kernel(Instance fitted) throws MalformedException, NotConvertible {
    if (!(fitted.get("kernel") instanceof Value.Text)) {
      throw Estimators.refused(fitted, "a kernel of its own");
    }
    double gamma = fitted.real("_gamma");
    return switch (fitted.text("kernel")) {
      case "linear" -> new Kernel.Dot();
      case "rbf" -> new Kernel.Radial(gamma);
      case "poly" -> new Kernel.Polynomial(gamma, fitted.real("coef0"), fitted.whole("degree"));
      case "sigmoid" -> new Kernel.Tangent(gamma, fitted.real("coef0"));
      default -> throw Estimators.refused(fitted, "kernel " + fitted.text("kernel"));
    };
  }

  int width() {
    return vectors[0].length;
  }

  double[] likeness(double[] row) {
    return Arrays.stream(vectors).mapToDouble(vector -> kernel.of(row, vector)).toArray();
  }
}
