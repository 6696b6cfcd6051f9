// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.data.DataStudy;
import dev.slipway.data.ModelFit;
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
            .map(DataChecks::withoutValues)
            .distinct()
            .toList());
  }

  /// Papers travel, and what a row holds may be personal.
  private static Finding.Failed withoutValues(Finding.Failed failed) {
    Problem problem = failed.problem();
    if (!problem.code().id().equals(ModelFit.MISFIT)) {
      return failed;
    }
    return new Finding.Failed(
        failed.check(),
        Problem.gate(
            ModelFit.MISFIT,
            problem.what(),
            "`slipway data` names the columns, the lines and what they hold.",
            problem.remedy()));
  }
}
