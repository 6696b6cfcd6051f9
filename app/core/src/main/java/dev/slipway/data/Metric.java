// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What an evaluation can be judged by.
enum Metric {
  ACCURACY(true, true),
  MACRO_F1(true, true),
  ROC_AUC(true, true),
  LOG_LOSS(true, false),
  BRIER(true, false),
  RMSE(false, false),
  MAE(false, false),
  R2(false, true);

  private final boolean classification;
  private final boolean higherIsBetter;

  Metric(boolean classification, boolean higherIsBetter) {
    this.classification = classification;
    this.higherIsBetter = higherIsBetter;
  }

  boolean classification() {
    return classification;
  }

  boolean higherIsBetter() {
    return higherIsBetter;
  }

  boolean needsProbabilities() {
    return this == ROC_AUC || this == LOG_LOSS || this == BRIER;
  }

  /// `macro-f1`
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Metric named(String name) throws ProblemException {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    for (Metric metric : values()) {
      if (metric.text().equals(plain)) {
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
