// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of the report: facts in rows, and how they were found.
///
/// @param stale what changed since; empty while it holds
/// @param command what makes it, or makes it again
record ReportSection(
    String title, String subtitle, List<Row> rows, Optional<String> stale, String command) {

  ReportSection {
    rows = List.copyOf(rows);
  }

  /// @param tone `good`, `bad`, `open`, or `plain`
  /// @param note why, for a person; may be empty
  record Row(String name, String value, String tone, String note) {}

  /// Something that nobody has done yet.
  static ReportSection missing(String title, String what, String command) {
    return new ReportSection(title, what, List.of(), Optional.empty(), command);
  }

  /// Collects rows.
  static final class Rows {
    private final List<Row> rows = new ArrayList<>();

    Rows fact(String name, String value) {
      return fact(name, value, "");
    }

    Rows fact(String name, String value, String note) {
      return row(name, value, "plain", note);
    }

    Rows row(String name, String value, String tone, String note) {
      rows.add(new Row(name, value, tone, note));
      return this;
    }

    ReportSection section(String title, String subtitle, String command) {
      return section(title, subtitle, Optional.empty(), command);
    }

    ReportSection section(String title, String subtitle, Optional<String> stale, String command) {
      return new ReportSection(title, subtitle, rows, stale, command);
    }
  }
}
