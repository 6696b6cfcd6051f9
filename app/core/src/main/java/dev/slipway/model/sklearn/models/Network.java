// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Layers of weighted sums, each behind an activation: `MLPClassifier` and `MLPRegressor`.
///
/// @param hidden activation of all layers but the last
record Network(List<Linear> layers, Activation hidden, Activation last) {

  /// What a layer makes of its sums.
  enum Activation {
    IDENTITY,
    LOGISTIC,
    TANGENT,
    RECTIFIER,
    SOFTMAX,
    EXPONENTIAL;

    double[] of(double[] x) {
      return switch (this) {
        case IDENTITY -> x;
        case LOGISTIC -> Arrays.stream(x).map(Rows::sigmoid).toArray();
        case TANGENT -> Arrays.stream(x).map(Math::tanh).toArray();
        case RECTIFIER -> Arrays.stream(x).map(value -> Math.max(value, 0)).toArray();
        case EXPONENTIAL -> Arrays.stream(x).map(Math::exp).toArray();
        case SOFTMAX -> Rows.softmax(x);
      };
    }

    String write(GraphWriter graph, String x) {
      return switch (this) {
        case IDENTITY -> x;
        case LOGISTIC -> Tensors.sigmoid(graph, x);
        case TANGENT -> graph.node("Tanh", x);
        case RECTIFIER -> graph.node("Relu", x);
        case EXPONENTIAL -> graph.node("Exp", x);
        case SOFTMAX -> Tensors.softmax(graph, x);
      };
    }
  }

  static Network read(Instance fitted) throws MalformedException, NotConvertible {
    List<double[][]> weights = Attributes.matrices(fitted, "coefs_");
    List<double[][]> intercepts = Attributes.matrices(fitted, "intercepts_");
    Attributes.demand(
        !weights.isEmpty() && weights.size() == intercepts.size(), fitted, "intercepts_");
    List<Linear> layers = new ArrayList<>();
    int width = Attributes.width(fitted);
    for (int i = 0; i < weights.size(); i++) {
      double[][] sums = Tensors.transposed(weights.get(i));
      Attributes.demand(weights.get(i).length == width, fitted, "coefs_");
      Attributes.demand(
          sums.length > 0 && intercepts.get(i)[0].length == sums.length, fitted, "intercepts_");
      layers.add(new Linear(sums, intercepts.get(i)[0]));
      width = sums.length;
    }
    return new Network(
        List.copyOf(layers),
        activation(fitted, fitted.text("activation")),
        activation(fitted, fitted.text("out_activation_")));
  }

  /// The exponential is the Poisson loss's, since 1.7.
  private static Activation activation(Instance fitted, String name) throws NotConvertible {
    return switch (name) {
      case "identity" -> Activation.IDENTITY;
      case "logistic" -> Activation.LOGISTIC;
      case "tanh" -> Activation.TANGENT;
      case "relu" -> Activation.RECTIFIER;
      case "softmax" -> Activation.SOFTMAX;
      case "exp" -> Activation.EXPONENTIAL;
      default -> throw Estimators.refused(fitted, "activation " + name);
    };
  }

  int width() {
    return layers.getFirst().width();
  }

  int targets() {
    return layers.getLast().weights().length;
  }

  double[] of(double[] row) {
    double[] x = row;
    for (int i = 0; i < layers.size(); i++) {
      x = activation(i).of(layers.get(i).of(x));
    }
    return x;
  }

  private Activation activation(int layer) {
    return layer == layers.size() - 1 ? last : hidden;
  }

  /// `[rows, targets]`.
  String write(GraphWriter graph, String x) {
    String value = x;
    for (int i = 0; i < layers.size(); i++) {
      value = activation(i).write(graph, layers.get(i).write(graph, value));
    }
    return value;
  }
}
