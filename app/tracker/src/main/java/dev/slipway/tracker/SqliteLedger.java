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
  public void append(List<Evidence> records) throws ProblemException {
    if (records.isEmpty()) {
      return;
    }
    database.write(connection -> {
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
      return records.size();
    });
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
  public void waive(Waiver waiver) throws ProblemException {
    database.write(connection -> {
      Rows.knowProject(connection, waiver.project());
      String previous = Rows.head(connection, "waiver", waiver.project());
      try (PreparedStatement insert = connection.prepareStatement(WAIVE)) {
        Rows.bind(insert, waiver, previous, Chain.link(previous, waiver));
        return insert.executeUpdate();
      }
    });
  }

  @Override
  public List<Waiver> waivers(String project) throws ProblemException {
    return database.read(connection -> {
      var intact = new ArrayList<Waiver>();
      for (Rows.Linked<Optional<Waiver>> row : Rows.waivers(connection, project)) {
        row.record()
            .filter(w -> Chain.link(row.previous(), w).equals(row.hash()))
            .ifPresent(intact::add);
      }
      return List.copyOf(intact);
    });
  }

  @Override
  public void close() {
    database.close();
  }
}
