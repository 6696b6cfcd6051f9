// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a project's data.
///
/// @param shared rows of the holdout that are also in the reference; empty when the two have no
///   column in common
/// @param suspicions columns that may hold data about people
/// @param rules each rule on the reference, then on the holdout; empty when the project has none
public record DataStudy(
    TableProfile reference,
    TableProfile holdout,
    Optional<Long> shared,
    List<Suspicion> suspicions,
    List<RuleOutcome> rules) {

  public DataStudy {
    suspicions = List.copyOf(suspicions);
    rules = List.copyOf(rules);
  }

  /// What is wrong with the reference, and with the holdout.
  ///
  /// @param label the column that holds the truth
  /// @param columnClasses what the project says of columns, such as `personal`
  public List<DataReport> reports(String label, Map<String, String> columnClasses) {
    return List.of(
        DataInspector.report(reference, label, columnClasses, suspicions, Optional.empty()),
        DataInspector.report(
            holdout,
            label,
            columnClasses,
            suspicions,
            Optional.of(new DataInspector.Leak(reference.source(), shared))));
  }

  /// How many rules one of the two breaks.
  public long broken(TableProfile file) {
    return rules.stream()
        .filter(outcome -> outcome.source().equals(file.source()) && !outcome.kept())
        .count();
  }
}
