// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Finding;
import dev.slipway.data.DataStudy;
import java.util.List;
import java.util.Map;

/// What the checks of the data found, for whoever reads the papers.
///
/// @param leaks of rows, entities, time and columns: whether the model can know what it is scored
///   on; those that passed and were not run too
/// @param failed all checks that failed, those on leaks among them; none twice
public record DataChecks(List<Finding> leaks, List<Finding.Failed> failed) {

  public DataChecks {
    leaks = List.copyOf(leaks);
    failed = List.copyOf(failed);
  }

  /// @param label the column that holds the truth
  /// @param columnClasses what the project says of columns, such as `personal`
  public static DataChecks of(DataStudy study, String label, Map<String, String> columnClasses) {
    return new DataChecks(
        study.leakage().findings(),
        study.whole(label, columnClasses).stream()
            .flatMap(report -> report.findings().stream())
            .filter(Finding.Failed.class::isInstance)
            .map(Finding.Failed.class::cast)
            .distinct()
            .toList());
  }
}
