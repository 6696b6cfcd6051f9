// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What an evaluation can be judged by.
enum Metric {
  ACCURACY(true),
  MACRO_F1(true),
  ROC_AUC(true),
  LOG_LOSS(false),
  BRIER(false),
  MICRO_F1(true),
  JACCARD(true),
  SUBSET_ACCURACY(true),
  RMSE(false),
  MAE(false),
  R2(true);

  /// What a model answers.
  enum Task {
    /// One class of several
    CLASS,
    /// Any number of labels
    LABELS,
    NUMBER;

    /// What is judged where nobody says.
    Metric usual() {
      return switch (this) {
        case CLASS -> ACCURACY;
        case LABELS -> MICRO_F1;
        case NUMBER -> RMSE;
      };
    }

    /// Its metrics, for a person: `accuracy, macro-f1, …`
    String metrics() {
      return Arrays.stream(Metric.values())
          .filter(metric -> metric.suits(this))
          .map(Metric::text)
          .collect(Collectors.joining(", "));
    }
  }

  private final boolean higherIsBetter;

  Metric(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  boolean suits(Task task) {
    return switch (this) {
      case ACCURACY, ROC_AUC, LOG_LOSS, BRIER -> task == Task.CLASS;
      case MACRO_F1 -> task != Task.NUMBER;
      case MICRO_F1, JACCARD, SUBSET_ACCURACY -> task == Task.LABELS;
      case RMSE, MAE, R2 -> task == Task.NUMBER;
    };
  }

  /// Whether it is a share of rows, whose interval needs no drawing.
  boolean isShare() {
    return this == ACCURACY || this == SUBSET_ACCURACY;
  }

  boolean higherIsBetter() {
    return higherIsBetter;
  }

  /// Whether no row is missed; never of an error of numbers.
  boolean isFlawless(double value) {
    return switch (this) {
      case ACCURACY, MACRO_F1, ROC_AUC, MICRO_F1, JACCARD, SUBSET_ACCURACY -> value == 1;
      case LOG_LOSS, BRIER -> value == 0;
      case RMSE, MAE, R2 -> false;
    };
  }

  /// What it is where a share of the rows is missed and the others are flawless.
  double worse(double missed) {
    return switch (this) {
      case ACCURACY, MACRO_F1, ROC_AUC, MICRO_F1, JACCARD, SUBSET_ACCURACY -> 1 - missed;
      case BRIER -> missed;
      case LOG_LOSS -> missed * ClassScores.MOST_LOSS;
      case RMSE, MAE, R2 -> throw new IllegalStateException(this + " is never flawless");
    };
  }

  boolean needsProbabilities() {
    return this == ROC_AUC || this == LOG_LOSS || this == BRIER;
  }

  /// `macro-f1`
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// `macro-f1`, in capitals or with `_` too.
  boolean isCalled(String name) {
    return text().equals(name.strip().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  static Metric named(String name) throws ProblemException {
    for (Metric metric : values()) {
      if (metric.isCalled(name)) {
        return metric;
      }
    }
    throw Problem.input(
            "evaluation.unknown-metric",
            "There is no metric '" + name + "'",
            "Slipway knows "
                + Arrays.stream(values()).map(Metric::text).collect(Collectors.joining(", "))
                + ".",
            "Name one of them under objectives.quality.metric in slipway.yaml.")
        .asException();
  }
}
