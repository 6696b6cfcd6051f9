// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.evidence.Chain;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Waiver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks that the file still holds what was written to it.
final class IntegrityCheck {

  private static final String ALTERED_REMEDY =
      "Find out who changed the file, then restore a backup, or run the stages again: only newer"
          + " records than the altered ones count";

  private final List<Finding> findings = new ArrayList<>();

  List<Finding> on(Connection connection) throws SQLException {
    structure(connection);
    references(connection);
    for (String project : Rows.projects(connection)) {
      evidence(project, SqliteLedger.entries(connection, project));
      waivers(project, Rows.waivers(connection, project));
    }
    ends(connection);
    return List.copyOf(findings);
  }

  private void structure(Connection connection) throws SQLException {
    List<String> lines =
        Database.query(connection, "PRAGMA integrity_check", s -> {}, row -> row.getString(1));
    note(
        "The file is sound",
        "SQLite's integrity check found nothing",
        lines.equals(List.of("ok")) ? List.of() : lines,
        "Restore a backup");
  }

  private void references(Connection connection) throws SQLException {
    List<String> broken =
        Database.query(
            connection,
            "PRAGMA foreign_key_check",
            s -> {},
            row -> "row " + row.getLong(2) + " of " + row.getString(1));
    note("Every row belongs to a project", "no row is orphaned", broken, "Restore a backup");
  }

  private void evidence(String project, List<Ledger.Entry> entries) {
    List<String> broken =
        entries.stream()
            .filter(entry -> !entry.intact())
            .map(entry -> "record " + entry.sequence() + " (" + keyOf(entry.evidence()) + ")")
            .toList();
    note(
        "The evidence of " + project + " is as it was kept",
        entries.size() + " records, each linked to the one before",
        broken,
        ALTERED_REMEDY);
  }

  private void waivers(String project, List<Rows.Linked<Optional<Waiver>>> rows) {
    var broken = new ArrayList<String>();
    String before = Chain.START;
    for (Rows.Linked<Optional<Waiver>> row : rows) {
      String linked = before;
      boolean intact = row.record().map(w -> Chain.link(linked, w)).orElse("").equals(row.hash());
      if (!intact) {
        broken.add("waiver " + row.sequence());
      }
      before = row.hash();
    }
    note(
        "The waivers of " + project + " are as they were kept",
        rows.size() + " waivers, each linked to the one before",
        broken,
        "Find out who changed the file, and ask for the waiver again");
  }

  /// A chain cannot show that its end was cut off; SQLite's own count of what it ever numbered can.
  private void ends(Connection connection) throws SQLException {
    List<String> cut =
        Database.query(
            connection,
            """
            SELECT s.name, s.seq FROM sqlite_sequence s WHERE s.name IN ('evidence', 'waiver')
              AND s.seq <> max(
                coalesce((SELECT max(sequence) FROM evidence WHERE s.name = 'evidence'), 0),
                coalesce((SELECT max(sequence) FROM waiver WHERE s.name = 'waiver'), 0))
            """,
            s -> {},
            row -> row.getString(1) + " once reached number " + row.getLong(2));
    note("No record is missing at the end", "the last number given is there", cut, ALTERED_REMEDY);
  }

  private void note(String check, String passed, List<String> broken, String remedy) {
    findings.add(
        broken.isEmpty()
            ? new Finding.Passed(check, passed)
            : new Finding.Failed(
                check,
                Problem.input(
                    "tracker.altered",
                    "Not so: " + check,
                    String.join("; ", broken.subList(0, Math.min(10, broken.size()))),
                    remedy)));
  }

  private static String keyOf(Evidence evidence) {
    return evidence.key() + " for " + evidence.release();
  }
}
