// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Finding;
import dev.slipway.base.Verdict;
import dev.slipway.workbench.project.Recorded;
import java.util.List;
import java.util.Optional;

/// The facts of one subject, as every page, report and screen shows them: with the same names,
/// digits and reasons.
///
/// @param subtitle what the facts are of, in a phrase that may follow a colon
/// @param findings what checks found, besides the rows
/// @param stale what changed since; empty while the facts hold
/// @param command what makes them, or makes them again; blank where nothing does
public record Section(
    String title,
    String subtitle,
    List<Row> rows,
    List<Finding> findings,
    Optional<String> stale,
    String command) {

  public Section {
    rows = List.copyOf(rows);
    findings = List.copyOf(findings);
  }

  Section(String title, String subtitle, List<Row> rows) {
    this(title, subtitle, rows, List.of(), Optional.empty(), "");
  }

  /// What a fact means for the reader.
  public enum Tone {
    GOOD,
    BAD,
    /// Nobody knows yet
    OPEN,
    PLAIN;

    static Tone of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Met met -> GOOD;
        case Verdict.NotMet notMet -> BAD;
        case Verdict.Inconclusive open -> OPEN;
      };
    }
  }

  /// One fact.
  ///
  /// @param value with its unit; of an objective, its verdict in a word
  /// @param reason why it is so, or how sure it is; may be blank
  /// @param detail whether a page that sums the voyage up leaves it out
  public record Row(String name, String value, Tone tone, String reason, boolean detail) {}

  /// Something that nobody has done yet.
  static Section missing(String title, String what, String command) {
    return new Section(title, what, List.of()).made(Optional.empty(), command);
  }

  Section finding(List<Finding> found) {
    return new Section(title, subtitle, rows, found, stale, command);
  }

  Section made(Optional<String> changed, String by) {
    return new Section(title, subtitle, rows, findings, changed, by);
  }

  Section made(Recorded<?> recorded, String by) {
    return made(recorded.stale(), by);
  }

  /// What a page shows that sums the voyage up: no details, and of the checks those that did not
  /// pass. Empty where every row is a detail.
  public Optional<Section> brief() {
    List<Row> brief = rows.stream().filter(row -> !row.detail()).toList();
    if (brief.isEmpty() && !rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Section(
            title,
            subtitle,
            brief,
            findings.stream().filter(finding -> !(finding instanceof Finding.Passed)).toList(),
            stale,
            command));
  }
}
