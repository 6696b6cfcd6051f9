// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.trees.NotConvertible;

/// Counts, each weighted by how likely it is within a class: multinomial and complement naive
/// Bayes.
record LinearJoint(Linear linear) implements Joint {

  static Joint multinomial(Instance fitted) throws MalformedException, NotConvertible {
    return new LinearJoint(Linear.read(fitted, "feature_log_prob_", "class_log_prior_"));
  }

  /// The complement of a class knows no prior, but for a class that is the only one.
  static Joint complement(Instance fitted) throws MalformedException, NotConvertible {
    Linear linear = Linear.read(fitted, "feature_log_prob_", "class_log_prior_");
    int classes = linear.intercepts().length;
    return classes == 1
        ? new LinearJoint(linear)
        : new LinearJoint(new Linear(linear.weights(), new double[classes]));
  }

  @Override
  public int width() {
    return linear.width();
  }

  @Override
  public double[] of(double[] row) {
    return linear.of(row);
  }

  @Override
  public String write(GraphWriter graph, String x) {
    return linear.write(graph, x);
  }
}
