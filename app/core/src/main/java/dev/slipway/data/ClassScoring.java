// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.Optional;

/// Classes as numbers.
final class ClassScoring implements Scoring {

  private final int[] truth;
  private final int[] answer;
  private final Optional<ClassScores> scores;
  private final int classes;

  ClassScoring(int[] truth, int[] answer, Optional<ClassScores> scores, int classes) {
    this.truth = truth.clone();
    this.answer = answer.clone();
    this.scores = scores;
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
      case ROC_AUC -> scores.map(s -> s.rocAuc(rows)).orElse(Double.NaN);
      case LOG_LOSS -> scores.map(s -> s.logLoss(rows)).orElse(Double.NaN);
      case BRIER -> scores.map(s -> s.brier(rows)).orElse(Double.NaN);
      case MICRO_F1, JACCARD, SUBSET_ACCURACY, RMSE, MAE, R2 -> Double.NaN;
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
}
