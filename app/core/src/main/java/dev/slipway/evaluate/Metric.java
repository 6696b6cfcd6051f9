// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an evaluation can be judged by. The parser, the forms and the documents take names, bounds
/// and directions from here; a test holds `slipway.schema.json` to it.
public enum Metric {
  ACCURACY("accuracy", "share of right answers", Bounds.SHARE, true),
  MACRO_F1("macro-f1", "mean F1 of the classes", Bounds.SHARE, true),
  ROC_AUC("roc-auc", "area under the ROC curve", Bounds.SHARE, true),
  LOG_LOSS("log-loss", "logarithmic loss", Bounds.ERROR, false),
  BRIER("brier", "Brier score", Bounds.ERROR, false),
  MICRO_F1("micro-f1", "F1 of all labels together", Bounds.SHARE, true),
  JACCARD("jaccard", "labels in common", Bounds.SHARE, true),
  SUBSET_ACCURACY("subset-accuracy", "share of rows with every label right", Bounds.SHARE, true),
  RMSE("rmse", "root of the mean squared error", Bounds.ERROR, false),
  MAE("mae", "mean absolute error", Bounds.ERROR, false),
  R2("r2", "share of the variance explained", Bounds.AT_MOST_ONE, true);

  /// What a model answers.
  public enum Task {
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

  /// Between which values it can be.
  private enum Bounds {
    SHARE,
    AT_MOST_ONE,
    ERROR
  }

  private final String text;
  private final String title;
  private final Bounds bounds;
  private final boolean higherIsBetter;

  Metric(String text, String title, Bounds bounds, boolean higherIsBetter) {
    this.text = text;
    this.title = title;
    this.bounds = bounds;
    this.higherIsBetter = higherIsBetter;
  }

  /// As `slipway.yaml` writes it: `macro-f1`.
  public String text() {
    return text;
  }

  /// What it measures, for a person.
  public String title() {
    return title;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /// Whether models that answer so can be judged by it.
  public boolean suits(Task task) {
    return switch (this) {
      case ACCURACY, ROC_AUC, LOG_LOSS, BRIER -> task == Task.CLASS;
      case MACRO_F1 -> task != Task.NUMBER;
      case MICRO_F1, JACCARD, SUBSET_ACCURACY -> task == Task.LABELS;
      case RMSE, MAE, R2 -> task == Task.NUMBER;
    };
  }

  /// Why no score can be a number, in words that follow a name: `is never below 0`; empty where one
  /// can.
  public Optional<String> impossible(double score) {
    if (bounds != Bounds.ERROR && score > 1) {
      return Optional.of("is at most 1");
    }
    return bounds != Bounds.AT_MOST_ONE && score < 0
        ? Optional.of("is never below 0")
        : Optional.empty();
  }

  /// Whether it is a share of rows, whose interval needs no drawing.
  boolean isShare() {
    return this == ACCURACY || this == SUBSET_ACCURACY;
  }

  /// The lowest score that there is.
  double least() {
    return bounds == Bounds.AT_MOST_ONE ? Double.NEGATIVE_INFINITY : 0;
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

  public boolean needsProbabilities() {
    return this == ROC_AUC || this == LOG_LOSS || this == BRIER;
  }

  /// `macro-f1`, in capitals or with `_` too.
  boolean isCalled(String name) {
    return text().equals(name.strip().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /// The metric of that name, if there is one.
  public static Optional<Metric> of(String name) {
    return Arrays.stream(values()).filter(metric -> metric.isCalled(name)).findFirst();
  }

  static Metric named(String name) throws ProblemException {
    Optional<Metric> metric = of(name);
    if (metric.isPresent()) {
      return metric.get();
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
