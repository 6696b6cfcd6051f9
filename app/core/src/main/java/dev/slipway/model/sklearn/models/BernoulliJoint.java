// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.OptionalDouble;

/// Bernoulli naive Bayes: what is there counts, and so does what is not.
///
/// @param there logarithms of how likely each column is within a class, a row a class
/// @param binarize numbers above it are there; empty where the columns are zeros and ones already
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record BernoulliJoint(double[][] there, double[] priors, OptionalDouble binarize) implements Joint {

  static Joint read(Instance fitted) throws MalformedException, NotConvertible {
    Linear linear = Linear.read(fitted, "feature_log_prob_", "class_log_prior_");
    OptionalDouble binarize =
        fitted.has("binarize")
            ? OptionalDouble.of(fitted.real("binarize"))
            : OptionalDouble.empty();
    return new BernoulliJoint(linear.weights(), linear.intercepts(), binarize);
  }

  @Override
  public int width() {
    return there[0].length;
  }

  @Override
  public double[] of(double[] row) {
    double[] likely = priors.clone();
    for (int c = 0; c < likely.length; c++) {
      for (int i = 0; i < row.length; i++) {
        double part = binarize.isEmpty() ? row[i] : row[i] > binarize.getAsDouble() ? 1 : 0;
        likely[c] += part * there[c][i] + (1 - part) * absent(there[c][i]);
      }
    }
    return likely;
  }

  private static double absent(double there) {
    return Math.log(1 - Math.exp(there));
  }

  @Override
  public String write(GraphWriter graph, String x) {
    double[][] more = new double[there.length][width()];
    double[] rest = priors.clone();
    for (int c = 0; c < more.length; c++) {
      double[] absent = Arrays.stream(there[c]).map(BernoulliJoint::absent).toArray();
      rest[c] += Rows.sum(absent);
      for (int i = 0; i < absent.length; i++) {
        more[c][i] = there[c][i] - absent[i];
      }
    }
    String parts =
        binarize.isEmpty()
            ? x
            : Tensors.counted(
                graph, graph.node("Greater", x, graph.scalar(binarize.getAsDouble())));
    return new Linear(more, rest).write(graph, parts);
  }
}
