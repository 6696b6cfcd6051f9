// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.request.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to evaluate a model on.
///
/// @param holdout labelled rows that the model has not seen
/// @param reference rows that it learned from, for the baseline
/// @param label the column that holds the truth
/// @param metric the judged one: `accuracy`, `macro-f1`, `roc-auc`, `log-loss`, `brier`, `rmse`,
///   `mae`, `r2`; for several labels a row `micro-f1`, `macro-f1`, `jaccard`, `subset-accuracy`;
///   empty for `accuracy`, `rmse` or `micro-f1`, as the model is
/// @param slices columns whose groups are scored apart
/// @param inputs by column, the input of the model that it fills, where the names differ
public record EvaluationRequest(
    Table holdout,
    Optional<Table> reference,
    String label,
    Optional<String> metric,
    List<String> slices,
    Map<String, String> inputs) {
  public EvaluationRequest {
    slices = List.copyOf(slices);
    inputs = Map.copyOf(inputs);
  }

  /// For columns that are named as the model's inputs are.
  public EvaluationRequest(
      Table holdout,
      Optional<Table> reference,
      String label,
      Optional<String> metric,
      List<String> slices) {
    this(holdout, reference, label, metric, slices, Map.of());
  }

  /// What the model learned to answer: the reference's labels; empty where none are known.
  Optional<List<String>> learned() {
    return reference.flatMap(table -> table.indexOf(label).map(table::column));
  }
}
