// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Chain;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.EvidenceJson;
import dev.slipway.evidence.Waiver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Records as rows and back. A row that somebody changed into something that is no record at all is
/// still returned, with what can be read of it; its hash tells that it was changed.
final class Rows {

  private Rows() {}

  /// What a row holds, and how it is linked.
  record Linked<T>(long sequence, T record, String previous, String hash) {}

  static void knowProject(Connection connection, String project) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO project (name) VALUES (?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, project);
      insert.executeUpdate();
    }
  }

  static List<String> projects(Connection connection) throws SQLException {
    return Database.query(
        connection, "SELECT name FROM project ORDER BY name", s -> {}, row -> row.getString(1));
  }

  /// The hash of the last record of a project's chain in a table.
  static String head(Connection connection, String table, String project) throws SQLException {
    String sql = "SELECT hash FROM " + table + " WHERE project = ? ORDER BY sequence DESC LIMIT 1";
    return Database.query(connection, sql, s -> s.setString(1, project), row -> row.getString(1))
        .stream()
        .findFirst()
        .orElse(Chain.START);
  }

  static void bind(PreparedStatement insert, Evidence evidence, String previous, String hash)
      throws SQLException {
    bindAll(
        insert,
        evidence.project(),
        evidence.release(),
        evidence.key(),
        evidence.value(),
        evidence.unit(),
        evidence.source().id(),
        EvidenceJson.writeInputs(evidence.inputs()),
        evidence.tool(),
        evidence.environment(),
        evidence.at().toString(),
        evidence.command(),
        previous,
        hash);
  }

  static void bind(PreparedStatement insert, Waiver waiver, String previous, String hash)
      throws SQLException {
    bindAll(
        insert,
        waiver.project(),
        waiver.release(),
        waiver.item(),
        waiver.reason(),
        waiver.compensatingControl(),
        waiver.requester(),
        waiver.approver(),
        waiver.created().toString(),
        waiver.expires().toString(),
        previous,
        hash);
  }

  static void bindAll(PreparedStatement statement, String... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
  }

  static List<Linked<Evidence>> evidence(Connection connection, String project)
      throws SQLException {
    // What one command found has the same time and much the same inputs: each is read once.
    Map<String, SortedMap<String, String>> inputs = new HashMap<>();
    Map<String, Instant> times = new HashMap<>();
    return Database.query(
        connection,
        "SELECT * FROM evidence WHERE project = ? ORDER BY sequence",
        s -> s.setString(1, project),
        row ->
            linked(
                row,
                evidence(
                    row,
                    inputs.computeIfAbsent(row.getString("inputs"), Rows::inputs),
                    times.computeIfAbsent(row.getString("at"), Rows::instant))));
  }

  static List<Linked<Optional<Waiver>>> waivers(Connection connection, String project)
      throws SQLException {
    return Database.query(
        connection,
        "SELECT * FROM waiver WHERE project = ? ORDER BY sequence",
        s -> s.setString(1, project),
        row -> linked(row, waiver(row)));
  }

  private static <T> Linked<T> linked(ResultSet row, T record) throws SQLException {
    return new Linked<>(
        row.getLong("sequence"), record, row.getString("previous"), row.getString("hash"));
  }

  private static Evidence evidence(ResultSet row, SortedMap<String, String> inputs, Instant at)
      throws SQLException {
    return new Evidence(
        row.getString("project"),
        named(row.getString("release")),
        named(row.getString("key")),
        row.getString("value"),
        row.getString("unit"),
        Evidence.Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
        inputs,
        row.getString("tool"),
        row.getString("environment"),
        at,
        row.getString("command"));
  }

  private static Optional<Waiver> waiver(ResultSet row) throws SQLException {
    try {
      return Optional.of(
          new Waiver(
              row.getString("project"),
              row.getString("release"),
              row.getString("item"),
              row.getString("reason"),
              row.getString("compensating_control"),
              row.getString("requester"),
              row.getString("approver"),
              Instant.parse(row.getString("created")),
              Instant.parse(row.getString("expires"))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String named(String text) {
    return text.isBlank() ? "?" : text;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static SortedMap<String, String> inputs(String json) {
    try {
      return EvidenceJson.readInputs(json);
    } catch (ProblemException e) {
      return new TreeMap<>();
    }
  }
}
