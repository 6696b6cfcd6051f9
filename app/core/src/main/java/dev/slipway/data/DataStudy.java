// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is known of a project's data.
///
/// @param model which columns the model is given
/// @param leakage whether the holdout holds what the model was trained on
/// @param suspicions columns that may hold data about people
/// @param rules each rule on the reference, then on the holdout; empty when the project has none
/// @param drift of each column that both have and whose values can be compared; empty where it was
///   stored before they were
/// @param fits whether the reference, then the holdout, has what the model takes; none where the
///   model takes no rows of a table, and empty where it was stored before values were checked
public record DataStudy(
    TableProfile reference,
    TableProfile holdout,
    ModelColumns model,
    Leakage leakage,
    List<Suspicion> suspicions,
    List<RuleOutcome> rules,
    List<ColumnDrift> drift,
    Optional<List<ModelFit>> fits) {

  public DataStudy {
    suspicions = List.copyOf(suspicions);
    rules = List.copyOf(rules);
    drift = List.copyOf(Objects.requireNonNullElse(drift, List.of()));
    fits = fits.map(List::copyOf);
  }

  /// How a column of the holdout differs from the reference's; empty where that is not known.
  public Optional<ColumnDrift> drift(String column) {
    return drift.stream().filter(each -> each.column().equals(column)).findFirst();
  }

  /// Columns of the reference of whose drift nothing is known, in their order.
  public List<String> uncompared() {
    Set<String> compared =
        drift.stream().map(ColumnDrift::column).collect(Collectors.toUnmodifiableSet());
    return reference.columns().stream()
        .map(ColumnProfile::name)
        .filter(name -> !compared.contains(name))
        .toList();
  }

  /// The same with other drift.
  public DataStudy with(List<ColumnDrift> other) {
    return new DataStudy(reference, holdout, model, leakage, suspicions, rules, other, fits);
  }

  /// What is wrong with the reference, and with the holdout.
  ///
  /// @param label the column that holds the truth
  /// @param columnClasses what the project says of columns, such as `personal`
  public List<DataReport> reports(String label, Map<String, String> columnClasses) {
    return List.of(
        DataInspector.report(reference, label, columnClasses, suspicions, model)
            .and(fit().limit(1).toList()),
        DataInspector.report(holdout, label, columnClasses, suspicions, model)
            .and(fit().skip(1).toList())
            .and(leakage.findings()));
  }

  private Stream<Finding> fit() {
    return fits.stream().flatMap(List::stream).map(ModelFit::finding);
  }

  /// The same, and which rules each keeps.
  public List<DataReport> whole(String label, Map<String, String> columnClasses) {
    return reports(label, columnClasses).stream()
        .map(report ->
            report.and(
                rules.stream()
                    .filter(outcome -> outcome.source().equals(report.source()))
                    .map(RuleOutcome::finding)
                    .toList()))
        .toList();
  }

  /// How many rules one of the two breaks.
  public long broken(TableProfile file) {
    return rules.stream()
        .filter(outcome -> outcome.source().equals(file.source()) && !outcome.kept())
        .count();
  }
}
