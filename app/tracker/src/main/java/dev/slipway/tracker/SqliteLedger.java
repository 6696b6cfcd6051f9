// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Chain;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Waiver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Evidence and waivers in SQLite.
public final class SqliteLedger implements Ledger {

  private static final String APPEND =
      """
      INSERT INTO evidence (project, release, key, value, unit, source, inputs, tool, environment,
        at, command, previous, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String WAIVE =
      """
      INSERT INTO waiver (project, release, item, reason, compensating_control, requester,
        approver, created, expires, previous, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final Database database;

  SqliteLedger(Database database) {
    this.database = database;
  }

  /// A ledger by itself, for those who need nothing else of the [Tracker].
  public static SqliteLedger open(Path file) throws ProblemException {
    return Tracker.open(file).ledger();
  }

  @Override
  public void take(List<Evidence> records, List<Waiver> waivers) throws ProblemException {
    if (records.isEmpty() && waivers.isEmpty()) {
      return;
    }
    database.write(connection -> {
      append(connection, records);
      for (Waiver waiver : waivers) {
        waive(connection, waiver);
      }
      return records.size() + waivers.size();
    });
  }

  private static void append(Connection connection, List<Evidence> records) throws SQLException {
    var heads = new HashMap<String, String>();
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      for (Evidence evidence : records) {
        String previous = heads.get(evidence.project());
        if (previous == null) {
          Rows.knowProject(connection, evidence.project());
          previous = Rows.head(connection, "evidence", evidence.project());
        }
        String hash = Chain.link(previous, evidence);
        Rows.bind(insert, evidence, previous, hash);
        insert.executeUpdate();
        heads.put(evidence.project(), hash);
      }
    }
  }

  private static void waive(Connection connection, Waiver waiver) throws SQLException {
    Rows.knowProject(connection, waiver.project());
    String previous = Rows.head(connection, "waiver", waiver.project());
    try (PreparedStatement insert = connection.prepareStatement(WAIVE)) {
      Rows.bind(insert, waiver, previous, Chain.link(previous, waiver));
      insert.executeUpdate();
    }
  }

  @Override
  public List<Entry> entries(String project) throws ProblemException {
    return database.read(connection -> entries(connection, project));
  }

  static List<Entry> entries(Connection connection, String project) throws SQLException {
    var entries = new ArrayList<Entry>();
    String before = Chain.START;
    for (Rows.Linked<Evidence> row : Rows.evidence(connection, project)) {
      boolean intact =
          row.previous().equals(before) && row.hash().equals(Chain.link(before, row.record()));
      entries.add(new Entry(row.sequence(), row.record(), row.hash(), intact));
      before = row.hash();
    }
    return List.copyOf(entries);
  }

  @Override
  public List<Waiver> waivers(String project) throws ProblemException {
    return database.read(connection ->
        Rows.waivers(connection, project).stream().flatMap(row -> intact(row).stream()).toList());
  }

  @Override
  public int alteredWaivers(String project) throws ProblemException {
    return database.read(connection ->
        (int)
            Rows.waivers(connection, project).stream()
                .filter(row -> intact(row).isEmpty())
                .count());
  }

  private static Optional<Waiver> intact(Rows.Linked<Optional<Waiver>> row) {
    return row.record().filter(w -> Chain.link(row.previous(), w).equals(row.hash()));
  }

  @Override
  public void close() {
    database.close();
  }
}
