// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.sklearn.Estimator.Taken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What is reckoned with rows of numbers.
public final class Rows {

  private Rows() {}

  /// What an estimator takes that was fitted on so many columns of numbers.
  public static List<Taken> taken(int width) {
    return Collections.nCopies(width, Taken.NUMBER);
  }

  /// What a column must hold that several estimators share.
  public static List<Taken> shared(List<List<Taken>> several) {
    List<Taken> shared = new ArrayList<>();
    for (List<Taken> one : several) {
      for (int i = 0; i < one.size(); i++) {
        if (i == shared.size()) {
          shared.add(one.get(i));
        } else if (shared.get(i) == Taken.ANYTHING) {
          shared.set(i, one.get(i));
        }
      }
    }
    return List.copyOf(shared);
  }

  /// Each number rounded to single precision, which scikit-learn's trees take.
  public static double[] floats(List<Cell> row) {
    return Arrays.stream(Cell.numbers(row)).map(value -> (float) value).toArray();
  }

  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  public static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  public static double[][] times(double[][] rows, double by) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(x -> x * by).toArray())
        .toArray(double[][]::new);
  }

  public static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  public static double[] softmax(double[] values) {
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
  public static double[] opposed(double decision) {
    return new double[] {-decision, decision};
  }
}
