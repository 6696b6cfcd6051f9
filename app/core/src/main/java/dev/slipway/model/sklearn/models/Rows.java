// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator.Taken;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What is reckoned with rows of numbers.
final class Rows {

  private Rows() {}

  /// What an estimator takes that was fitted on so many columns of numbers.
  static List<Taken> taken(int width) {
    return Collections.nCopies(width, Taken.NUMBER);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  static double[][] times(double[][] rows, double by) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(x -> x * by).toArray())
        .toArray(double[][]::new);
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double[] softmax(double[] values) {
    double most = values[Classifier.highest(values)];
    double[] shares = new double[values.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(values[i] - most);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /// Scores of two classes, of which one number is known.
  static double[] opposed(double decision) {
    return new double[] {-decision, decision};
  }
}
