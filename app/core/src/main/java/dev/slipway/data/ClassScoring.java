// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

/// Classes as numbers.
final class ClassScoring implements Scoring {

  private final int[] truth;
  private final int[] answer;
  private final double[] loss;
  private final int classes;

  /// @param loss negative logarithm of the probability of the true class; empty without
  ///   probabilities
  ClassScoring(int[] truth, int[] answer, double[] loss, int classes) {
    this.truth = truth.clone();
    this.answer = answer.clone();
    this.loss = loss.clone();
    this.classes = classes;
  }

  @Override
  public int rows() {
    return truth.length;
  }

  @Override
  public double score(Metric metric, int[] rows) {
    return switch (metric) {
      case ACCURACY -> accuracy(rows);
      case MACRO_F1 -> macroF1(rows);
      case LOG_LOSS -> logLoss(rows);
      case RMSE, MAE, R2 -> Double.NaN;
    };
  }

  private double accuracy(int[] rows) {
    int right = 0;
    for (int row : rows) {
      right += truth[row] == answer[row] ? 1 : 0;
    }
    return (double) right / rows.length;
  }

  /// Over the classes that occur, as truth or as answer.
  private double macroF1(int[] rows) {
    int[] both = new int[classes];
    int[] either = new int[classes];
    for (int row : rows) {
      either[truth[row]]++;
      either[answer[row]]++;
      if (truth[row] == answer[row]) {
        both[truth[row]]++;
      }
    }
    double sum = 0;
    int occurring = 0;
    for (int i = 0; i < classes; i++) {
      if (either[i] > 0) {
        sum += 2.0 * both[i] / either[i];
        occurring++;
      }
    }
    return sum / occurring;
  }

  private double logLoss(int[] rows) {
    if (loss.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int row : rows) {
      sum += loss[row];
    }
    return sum / rows.length;
  }
}
