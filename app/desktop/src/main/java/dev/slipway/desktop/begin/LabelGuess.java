// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.model.FeatureMap;
import dev.slipway.request.Table;
import java.util.List;
import java.util.Optional;

/// Guesses which column of a file holds the right answers.
final class LabelGuess {

  private LabelGuess() {}

  /// The truth is a column that the model does not take: the only one, or the one that holds
  /// nothing but the model's classes.
  static Optional<String> of(Table table, FeatureMap map) {
    List<String> features = map.features();
    List<String> classes = map.labels();
    List<String> others =
        table.columns().stream().filter(column -> !features.contains(column)).toList();
    List<String> likely =
        others.size() == 1
            ? others
            : others.stream().filter(column -> holdsOnly(table, column, classes)).toList();
    return features.isEmpty() || likely.size() != 1
        ? Optional.empty()
        : Optional.of(likely.getFirst());
  }

  private static boolean holdsOnly(Table table, String column, List<String> classes) {
    return table
        .indexOf(column)
        .filter(index -> !table.rows().isEmpty() && classes.containsAll(table.column(index)))
        .isPresent();
  }
}
