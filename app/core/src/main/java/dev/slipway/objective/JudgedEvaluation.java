// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.slipway.base.Verdict;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.objective.Objectives.Quality;
import java.util.List;
import java.util.Optional;

/// An evaluation with its verdicts, for a program that reads it: pipelines stop by them. As JSON it
/// is the evaluation, with a verdict on all rows and on each slice.
///
/// @param verdict on all rows; empty where the project states no floor
public record JudgedEvaluation(
    @JsonUnwrapped @JsonIgnoreProperties("slices") Evaluation evaluation,
    Optional<Verdict> verdict,
    List<Slice> slices) {

  public JudgedEvaluation {
    slices = List.copyOf(slices);
  }

  /// One group of rows, with its own verdict.
  public record Slice(@JsonUnwrapped Evaluation.Slice slice, Optional<Verdict> verdict) {}

  public static JudgedEvaluation of(Evaluation evaluation, Optional<Quality> quality) {
    return new JudgedEvaluation(
        evaluation,
        quality.map(asked -> asked.judge(evaluation)),
        evaluation.slices().stream()
            .map(slice -> new Slice(slice, quality.map(asked -> asked.judge(evaluation, slice))))
            .toList());
  }
}
