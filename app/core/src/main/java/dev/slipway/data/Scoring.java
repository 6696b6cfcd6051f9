// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Interval;
import java.util.Optional;

/// Truth and answer of each holdout row, and the metrics of any choice of rows; a row may be chosen
/// more than once, as the bootstrap does. NaN is a metric that these rows do not have.
sealed interface Scoring {

  int rows();

  double score(Metric metric, int[] rows);

  /// The metric of some rows with its 95 % interval; empty where they do not have it.
  default Optional<Interval> interval(Metric metric, int[] rows) throws InterruptedException {
    double value = score(metric, rows);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Optional.empty();
    }
    return Optional.of(
        metric == Metric.ACCURACY
            ? Intervals.wilson(Math.round(value * rows.length), rows.length)
            : Intervals.bootstrap(value, rows, sample -> score(metric, sample)));
  }

  /// Classes as numbers.
  final class Classes implements Scoring {

    private final int[] truth;
    private final int[] answer;
    private final double[] loss;
    private final int classes;

    /// @param loss negative logarithm of the probability of the true class; empty without
    ///   probabilities
    Classes(int[] truth, int[] answer, double[] loss, int classes) {
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

  /// Numbers.
  final class Numbers implements Scoring {

    private final double[] truth;
    private final double[] answer;

    Numbers(double[] truth, double[] answer) {
      this.truth = truth.clone();
      this.answer = answer.clone();
    }

    @Override
    public int rows() {
      return truth.length;
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
        case ACCURACY, MACRO_F1, LOG_LOSS -> Double.NaN;
      };
    }

    /// Rows that all have the same truth have no R².
    private double r2(int[] rows, double squared, double mean) {
      double spread = 0;
      for (int row : rows) {
        spread += (truth[row] - mean) * (truth[row] - mean);
      }
      return spread > 0 ? 1 - squared / spread : Double.NaN;
    }
  }
}
