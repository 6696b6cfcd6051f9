// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Problem;
import dev.slipway.base.Sha256;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/// How the model answers on labelled holdout rows.
///
/// @param metric name of the judged metric, such as `accuracy` or `rmse`
/// @param score the judged metric on all holdout rows, with its interval
/// @param higherIsBetter the metric's direction
/// @param rows number of holdout rows that were scored
/// @param metrics all metrics computed, by name
/// @param baseline what the majority class (or the mean) of the reference would score on the same
///   metric
/// @param slices the judged metric by group
/// @param confusion counts by true label, then predicted label; empty for a regression
/// @param calibration whether the probabilities mean what they say; empty for a regression, for a
///   model without probabilities, and where it was stored before it was computed
/// @param unscored groups whose rows do not have the metric, such as a ROC-AUC of one class alone:
///   `island Dream (44 rows)`; empty where there are none
/// @param kurtosis of the errors, where a few of them carry the judged metric: then its interval is
///   set wider; empty otherwise
/// @param doubts reasons to think that the classes are not what they are called
/// @param curves of the classes, the rarest first; empty for a regression, for a model without
///   probabilities, and where it was stored before they were computed
/// @param residuals by how much a regression is off; empty for other models, and where it was
///   stored before they were computed
/// @param holdout hash of the holdout file
public record Evaluation(
    String metric,
    Interval score,
    boolean higherIsBetter,
    int rows,
    SortedMap<String, Double> metrics,
    double baseline,
    List<Slice> slices,
    SortedMap<String, SortedMap<String, Integer>> confusion,
    Optional<Calibration> calibration,
    Optional<String> unscored,
    Optional<Double> kurtosis,
    List<Problem> doubts,
    List<ClassCurve> curves,
    Optional<Residuals> residuals,
    Sha256 holdout) {

  private static final double ROUNDING = 1e-9;

  public Evaluation {
    slices = List.copyOf(slices);
    // One that was stored before these were looked for has none.
    doubts = List.copyOf(Objects.requireNonNullElse(doubts, List.of()));
    curves = List.copyOf(Objects.requireNonNullElse(curves, List.of()));
  }

  /// Where every group has its score, no tails are heavy, nothing is doubted, and no curve or
  /// residual is known.
  public Evaluation(
      String metric,
      Interval score,
      boolean higherIsBetter,
      int rows,
      SortedMap<String, Double> metrics,
      double baseline,
      List<Slice> slices,
      SortedMap<String, SortedMap<String, Integer>> confusion,
      Optional<Calibration> calibration,
      Sha256 holdout) {
    this(
        metric,
        score,
        higherIsBetter,
        rows,
        metrics,
        baseline,
        slices,
        confusion,
        calibration,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        holdout);
  }

  /// One group of rows: those with a value in a column.
  ///
  /// @param kurtosis as of all rows
  public record Slice(
      String column, String value, int rows, Interval score, Optional<Double> kurtosis) {

    /// For a person: `sex male`, or `sex (missing)`.
    public String name() {
      return column + " " + (value.isEmpty() ? "(missing)" : value);
    }

    /// As of all rows.
    public String interval() {
      return Tails.said(score, kurtosis);
    }

    /// Where no tails are heavy.
    public Slice(String column, String value, int rows, Interval score) {
      this(column, value, rows, score, Optional.empty());
    }
  }

  /// How much better than the baseline, negative where it is worse; 0 where the two are apart by
  /// rounding alone.
  public double uplift() {
    double more = score.value() - baseline;
    boolean none = Math.abs(more) <= ROUNDING * Math.max(1, Math.abs(baseline));
    return none ? 0 : higherIsBetter ? more : 0 - more;
  }

  /// Where the true score is likely to be: `95 % interval 0.9520 to 0.9984`, and what makes that
  /// less sure.
  public String interval() {
    return Tails.said(score, kurtosis);
  }
}
