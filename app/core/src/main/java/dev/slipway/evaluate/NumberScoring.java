// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import java.util.Arrays;

/// Numbers.
final class NumberScoring implements Scoring {

  private final double[] truth;
  private final double[] answer;

  NumberScoring(double[] truth, double[] answer) {
    this.truth = truth.clone();
    this.answer = answer.clone();
  }

  @Override
  public double score(Metric metric, int[] rows) {
    double absolute = 0;
    double squared = 0;
    double sum = 0;
    for (int row : rows) {
      double error = answer[row] - truth[row];
      absolute += Math.abs(error);
      squared += error * error;
      sum += truth[row];
    }
    return switch (metric) {
      case MAE -> absolute / rows.length;
      case RMSE -> Math.sqrt(squared / rows.length);
      case R2 -> r2(rows, squared, sum / rows.length);
      case ACCURACY, MACRO_F1, ROC_AUC, LOG_LOSS, BRIER, MICRO_F1, JACCARD, SUBSET_ACCURACY ->
          Double.NaN;
    };
  }

  /// How far off each answer is, whatever the metric makes of that: a row alone has no R².
  @Override
  public double[] marks(Metric metric, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> Math.abs(answer[row] - truth[row])).toArray();
  }

  /// How far off a number may be has no bound that rows could tell.
  @Override
  public double unseenMisses(Metric metric, int[] rows) {
    return 0;
  }

  /// Rows that all have the same truth have no R².
  private double r2(int[] rows, double squared, double mean) {
    double spread = 0;
    boolean same = true;
    for (int row : rows) {
      spread += (truth[row] - mean) * (truth[row] - mean);
      same &= truth[row] == truth[rows[0]];
    }
    // The mean of equal numbers may be off by its last digit, which is no spread.
    return spread > 0 && !same ? 1 - squared / spread : Double.NaN;
  }
}
