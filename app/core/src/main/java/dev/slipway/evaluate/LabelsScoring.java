// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import java.util.BitSet;
import java.util.List;

/// Sets of labels, as numbers.
final class LabelsScoring implements Scoring {

  private final List<BitSet> truth;
  private final List<BitSet> answers;
  private final int labels;

  LabelsScoring(List<BitSet> truth, List<BitSet> answers, int labels) {
    this.truth = List.copyOf(truth);
    this.answers = List.copyOf(answers);
    this.labels = labels;
  }

  @Override
  public double score(Metric metric, int[] rows) {
    return switch (metric) {
      case MICRO_F1 -> f1(rows, true);
      case MACRO_F1 -> f1(rows, false);
      case JACCARD -> jaccard(rows);
      case SUBSET_ACCURACY -> subsets(rows);
      case ACCURACY, ROC_AUC, LOG_LOSS, BRIER, RMSE, MAE, R2 -> Double.NaN;
    };
  }

  @Override
  public double unseenMisses(Metric metric, int[] rows) {
    return 1 - Intervals.wilson(rows.length, rows.length).low();
  }

  /// Over all labels together, or the mean of the labels that occur, as truth or as answer.
  private double f1(int[] rows, boolean together) {
    int[] both = new int[labels];
    int[] either = new int[labels];
    for (int row : rows) {
      BitSet right = truth.get(row);
      BitSet given = answers.get(row);
      for (int i = right.nextSetBit(0); i >= 0; i = right.nextSetBit(i + 1)) {
        either[i]++;
        both[i] += given.get(i) ? 1 : 0;
      }
      for (int i = given.nextSetBit(0); i >= 0; i = given.nextSetBit(i + 1)) {
        either[i]++;
      }
    }
    long allBoth = 0;
    long allEither = 0;
    double sum = 0;
    int occurring = 0;
    for (int i = 0; i < labels; i++) {
      allBoth += both[i];
      allEither += either[i];
      if (either[i] > 0) {
        sum += 2.0 * both[i] / either[i];
        occurring++;
      }
    }
    return together ? 2.0 * allBoth / allEither : sum / occurring;
  }

  /// The mean over rows of what truth and answer share of what either has; 1 where both have none.
  private double jaccard(int[] rows) {
    double sum = 0;
    for (int row : rows) {
      BitSet shared = (BitSet) truth.get(row).clone();
      shared.and(answers.get(row));
      BitSet either = (BitSet) truth.get(row).clone();
      either.or(answers.get(row));
      sum += either.isEmpty() ? 1 : (double) shared.cardinality() / either.cardinality();
    }
    return sum / rows.length;
  }

  /// The share of rows whose labels are all right.
  private double subsets(int[] rows) {
    int right = 0;
    for (int row : rows) {
      right += truth.get(row).equals(answers.get(row)) ? 1 : 0;
    }
    return (double) right / rows.length;
  }
}
