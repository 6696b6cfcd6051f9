// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Verdict;
import dev.slipway.workbench.report.Section.Row;
import dev.slipway.workbench.report.Section.Tone;
import java.util.ArrayList;
import java.util.List;

/// Collects the rows of a section.
final class Rows {

  private final List<Row> rows = new ArrayList<>();

  /// What a page shows that sums the voyage up.
  Rows fact(String name, String value, String reason) {
    return row(name, value, Tone.PLAIN, reason);
  }

  Rows detail(String name, String value) {
    return detail(name, value, "");
  }

  Rows detail(String name, String value, String reason) {
    return add(new Row(name, value, Tone.PLAIN, reason, true));
  }

  Rows row(String name, String value, Tone tone, String reason) {
    return add(new Row(name, value, tone, reason, false));
  }

  Rows verdict(String name, Verdict verdict) {
    return row(name, verdict.word(), Tone.of(verdict), verdict.because());
  }

  Rows add(Row row) {
    rows.add(row);
    return this;
  }

  List<Row> all() {
    return List.copyOf(rows);
  }

  Section section(String title, String subtitle) {
    return new Section(title, subtitle, rows);
  }
}
