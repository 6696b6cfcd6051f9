// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Problem;
import dev.slipway.base.Sha256;
import java.util.List;
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
/// @param doubts reasons to think that the classes are not what they are called
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
    List<Problem> doubts,
    Sha256 holdout) {

  public Evaluation {
    slices = List.copyOf(slices);
    doubts = List.copyOf(doubts);
  }

  /// Where every group has its score, and nothing is doubted.
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
        List.of(),
        holdout);
  }

  /// One group of rows: those with a value in a column.
  public record Slice(String column, String value, int rows, Interval score) {}
}
