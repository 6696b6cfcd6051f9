// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import java.util.Arrays;
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

  /// An area is made of places, which a row has among others only.
  @Override
  public double[] marks(Metric metric, int[] rows) {
    return metric == Metric.ROC_AUC && scores.isPresent()
        ? scores.get().places(rows)
        : Scoring.super.marks(metric, rows);
  }

  /// Metrics that weigh each class the same are as unsure as the rarest class makes them.
  @Override
  public double unseenMisses(Metric metric, int[] rows) {
    if (metric.needsProbabilities() && metric != Metric.ROC_AUC) {
      return 1 - Intervals.wilson(rows.length, rows.length).low();
    }
    return Arrays.stream(counts(rows))
        .filter(n -> n > 0)
        .map(n -> metric == Metric.ROC_AUC ? Math.min(n, rows.length - n) : n)
        .mapToDouble(n -> 1 - Intervals.wilson(n, n).low())
        .average()
        .orElse(1);
  }

  /// After Welch and Satterthwaite: all rows where classes are as frequent, hardly more than those
  /// of the rarest where it is rare.
  @Override
  public int telling(Metric metric, int[] rows) {
    if (metric != Metric.ROC_AUC && metric != Metric.MACRO_F1) {
      return rows.length;
    }
    double spread = 0;
    double unsure = 0;
    for (int n : counts(rows)) {
      if (n > 0) {
        spread += 1.0 / n;
        unsure += 1.0 / n / n / (n - 1);
      }
    }
    return (int) Math.min(rows.length, 1 + spread * spread / unsure);
  }

  private int[] counts(int[] rows) {
    int[] count = new int[classes];
    for (int row : rows) {
      count[truth[row]]++;
    }
    return count;
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
