// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Ledger.Entry;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What SQLite adds to the promises: it remembers, and it shows what was changed behind its back.
final class SqliteLedgerTest extends LedgerTck {

  private static final String WITHOUT_GUARDS =
      """
      DROP TRIGGER evidence_is_never_changed; DROP TRIGGER evidence_is_never_removed;
      DROP TRIGGER waiver_is_never_changed; DROP TRIGGER waiver_is_never_removed;
      """;

  @TempDir private Path folder;

  @Override
  Ledger ledger() throws ProblemException {
    return SqliteLedger.open(file());
  }

  @Test
  void remembersAfterARestart() throws ProblemException {
    try (Ledger ledger = ledger()) {
      ledger.append(List.of(Records.evidence("wine", "a.key", "1")));
      ledger.waive(Records.waiver("wine", "res-cost"));
    }

    try (Ledger ledger = ledger()) {
      ledger.append(List.of(Records.evidence("wine", "a.key", "2")));
      assertEquals(
          List.of(Records.evidence("wine", "a.key", "1"), Records.evidence("wine", "a.key", "2")),
          ledger.entries("wine").stream().map(Entry::evidence).toList());
      assertEquals(
          List.of(true, true), ledger.entries("wine").stream().map(Entry::intact).toList());
      assertEquals(List.of(Records.waiver("wine", "res-cost")), ledger.waivers("wine"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE evidence SET value = '0'",
        "DELETE FROM evidence",
        "INSERT OR REPLACE INTO evidence SELECT * FROM evidence",
        "INSERT OR REPLACE INTO evidence (project, release, key, value, unit, source, inputs, tool,"
            + " environment, at, command, previous, hash) SELECT project, release, key, '0', unit,"
            + " source, inputs, tool, environment, at, command, previous, hash FROM evidence",
        "UPDATE waiver SET expires = '2030-01-01T00:00:00Z'",
        "DELETE FROM waiver",
        "INSERT OR REPLACE INTO waiver SELECT * FROM waiver",
      })
  void refusesToChangeWhatWasKept(String sql) throws Exception {
    try (Ledger ledger = ledger()) {
      ledger.append(List.of(Records.evidence("wine", "a.key", "1")));
      ledger.waive(Records.waiver("wine", "res-cost"));
    }

    SQLException refused = assertThrows(SQLException.class, () -> change(sql));

    assertEquals(true, String.valueOf(refused.getMessage()).contains("append-only"));
    try (Ledger ledger = ledger()) {
      assertEquals(
          List.of(Records.evidence("wine", "a.key", "1")),
          ledger.entries("wine").stream().map(Entry::evidence).toList());
      assertEquals(List.of(Records.waiver("wine", "res-cost")), ledger.waivers("wine"));
    }
  }

  @Test
  void takesRecordsAndWaiversTogetherOrNotAtAll() throws Exception {
    try (Ledger ledger = ledger()) {
      change(
          "CREATE TRIGGER full BEFORE INSERT ON waiver WHEN NEW.item = 'res-cost'"
              + " BEGIN SELECT RAISE(ABORT, 'no room'); END");

      assertThrows(
          ProblemException.class,
          () ->
              ledger.take(
                  List.of(Records.evidence("wine", "a.key", "1")),
                  List.of(
                      Records.waiver("wine", "pipe-vulns"), Records.waiver("wine", "res-cost"))));

      assertEquals(List.of(), ledger.entries("wine"));
      assertEquals(List.of(), ledger.waivers("wine"));
    }
  }

  @Test
  void countsWaiversThatWereAltered() throws Exception {
    keepFour();
    try (Ledger ledger = ledger()) {
      assertEquals(0, ledger.alteredWaivers("wine"));
    }
    change(WITHOUT_GUARDS + "UPDATE waiver SET expires = '2030-01-01T00:00:00Z'");
    try (Ledger ledger = ledger()) {
      assertEquals(1, ledger.alteredWaivers("wine"));
      assertEquals(List.of(), ledger.waivers("wine"));
    }
  }

  @Test
  void keepsAllRecordsOfABatchOrNone() throws Exception {
    try (Ledger ledger = ledger()) {
      change(
          "CREATE TRIGGER full BEFORE INSERT ON evidence WHEN NEW.value = '3'"
              + " BEGIN SELECT RAISE(ABORT, 'no room'); END");

      ProblemException refused =
          assertThrows(
              ProblemException.class,
              () ->
                  ledger.append(
                      List.of(
                          Records.evidence("wine", "a.key", "1"),
                          Records.evidence("wine", "a.key", "2"),
                          Records.evidence("wine", "a.key", "3"))));

      assertEquals("tracker.failed", refused.problem().code().id());
      assertEquals(List.of(), ledger.entries("wine"));
      ledger.append(List.of(Records.evidence("wine", "a.key", "4")));
      assertEquals(List.of(true), ledger.entries("wine").stream().map(Entry::intact).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE evidence SET value = '0' WHERE sequence = 2",
        "UPDATE evidence SET release = '9.9.9+000000000000' WHERE sequence = 2",
        "UPDATE evidence SET at = 'yesterday' WHERE sequence = 2",
        "UPDATE evidence SET inputs = '[1]' WHERE sequence = 2",
        "UPDATE evidence SET key = '' WHERE sequence = 2",
        "UPDATE evidence SET source = 'target' WHERE sequence = 2",
      })
  void showsAnEditedRecord(String edit) throws Exception {
    keepFour();
    change(WITHOUT_GUARDS + edit);

    try (Ledger ledger = ledger()) {
      assertEquals(
          List.of(true, false, true, true),
          ledger.entries("wine").stream().map(Entry::intact).toList());
    }
  }

  @Test
  void showsWhereARecordWasRemoved() throws Exception {
    keepFour();
    change(WITHOUT_GUARDS + "DELETE FROM evidence WHERE sequence = 2");

    try (Ledger ledger = ledger()) {
      assertEquals(
          List.of(true, false, true), ledger.entries("wine").stream().map(Entry::intact).toList());
    }
  }

  @Test
  void doctorNamesWhatWasChangedAndWhatWasCutOff() throws Exception {
    keepFour();
    change(
        WITHOUT_GUARDS
            + "UPDATE evidence SET value = '0' WHERE sequence = 1; DELETE FROM evidence WHERE"
            + " sequence = 4; UPDATE waiver SET reason = 'because'");

    try (Tracker tracker = Tracker.open(file())) {
      assertEquals(
          List.of(
              "passed The file is sound",
              "passed Every row belongs to a project",
              "failed record 1 (a.key1 for 1.4.0+9f2c41d7a0b1)",
              "failed waiver 1",
              "failed evidence once reached number 4"),
          tracker.integrityCheck().stream().map(SqliteLedgerTest::brief).toList());
      assertEquals(List.of(), tracker.ledger().waivers("wine"));
    }
  }

  @Test
  void doctorFindsNothingInAFileThatNobodyTouched() throws Exception {
    keepFour();

    try (Tracker tracker = Tracker.open(file())) {
      assertEquals(
          List.of(
              "passed The file is sound",
              "passed Every row belongs to a project",
              "passed The evidence of wine is as it was kept",
              "passed The waivers of wine are as they were kept",
              "passed No record is missing at the end"),
          tracker.integrityCheck().stream().map(SqliteLedgerTest::brief).toList());
    }
  }

  private void keepFour() throws ProblemException {
    try (Ledger ledger = ledger()) {
      for (int i = 1; i <= 4; i++) {
        Evidence evidence = Records.evidence("wine", "a.key" + i, String.valueOf(i));
        ledger.append(List.of(evidence));
      }
      ledger.waive(Records.waiver("wine", "res-cost"));
    }
  }

  private void change(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      Database.run(connection, sql);
    }
  }

  private Path file() {
    return folder.resolve("slipway.db");
  }

  private static String brief(Finding finding) {
    return switch (finding) {
      case Finding.Passed(String check, String detail) -> "passed " + check;
      case Finding.Failed(String check, var problem) -> "failed " + problem.why();
      case Finding.NotRun(String check, String because) -> "not run " + check;
    };
  }
}
