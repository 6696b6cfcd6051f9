// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.Interval;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.evaluate.Calibration;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.objective.Objectives.Quality;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// An evaluation with its verdicts, for a program that reads it: pipelines stop by them.
///
/// @param verdict on all rows; empty where the project states no floor
public record JudgedEvaluation(
    String metric,
    Interval score,
    boolean higherIsBetter,
    int rows,
    Optional<Verdict> verdict,
    SortedMap<String, Double> metrics,
    double baseline,
    List<Slice> slices,
    SortedMap<String, SortedMap<String, Integer>> confusion,
    Optional<Calibration> calibration,
    Optional<String> unscored,
    Sha256 holdout) {

  public JudgedEvaluation {
    slices = List.copyOf(slices);
  }

  /// One group of rows, with its own verdict.
  public record Slice(
      String column, String value, int rows, Interval score, Optional<Verdict> verdict) {}

  public static JudgedEvaluation of(Evaluation evaluation, Optional<Quality> quality) {
    return new JudgedEvaluation(
        evaluation.metric(),
        evaluation.score(),
        evaluation.higherIsBetter(),
        evaluation.rows(),
        quality.map(asked -> asked.judge(evaluation)),
        evaluation.metrics(),
        evaluation.baseline(),
        evaluation.slices().stream().map(slice -> of(evaluation, slice, quality)).toList(),
        evaluation.confusion(),
        evaluation.calibration(),
        evaluation.unscored(),
        evaluation.holdout());
  }

  private static Slice of(
      Evaluation evaluation, Evaluation.Slice slice, Optional<Quality> quality) {
    return new Slice(
        slice.column(),
        slice.value(),
        slice.rows(),
        slice.score(),
        quality.map(asked -> asked.judge(evaluation, slice)));
  }
}
