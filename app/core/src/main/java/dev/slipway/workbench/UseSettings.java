// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.objective.ProjectChange;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.WriteProject;
import dev.slipway.workbench.variants.VariantRecords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes the settings that a search found into `slipway.yaml`. Profile, plan and service then use
/// them.
public final class UseSettings {

  private static final List<String> BATCH_ROWS = List.of("runtime", "batch-rows");

  private final VariantRecords records;
  private final WriteProject write = new WriteProject();

  UseSettings(VariantRecords records) {
    this.records = records;
  }

  /// How many ask at once, and whether they send single rows, is theirs: the first is not written,
  /// and of single rows the plan decides how many run together.
  ///
  /// @throws ProblemException when the point is of a variant that may not ship
  public ProjectWritten use(OpenedProject opened, SearchSpace.Point point) throws ProblemException {
    List<ProjectChange> changes = new ArrayList<>();
    if (point.variant().equals(SearchSettings.AS_IT_IS)) {
      changes.add(ChooseVariant.ORIGINAL);
    } else {
      records.requireOffered(opened, point.variant());
      changes.add(ChooseVariant.chosen(point.variant()));
    }
    changes.add(
        new ProjectChange.Decimal(
            List.of("runtime", "threads"), BigDecimal.valueOf(point.threads())));
    changes.add(
        new ProjectChange.Text(
            List.of("runtime", "optimisation"), point.level().toLowerCase(Locale.ROOT)));
    changes.add(
        point.batch() > 1
            ? new ProjectChange.Decimal(BATCH_ROWS, BigDecimal.valueOf(point.batch()))
            : new ProjectChange.Removal(BATCH_ROWS));
    return write.changed(opened, changes);
  }
}
