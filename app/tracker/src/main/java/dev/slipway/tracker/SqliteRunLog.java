// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.RunLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Runs in SQLite.
public final class SqliteRunLog implements RunLog {

  private static final String KEEP =
      "INSERT INTO run (id, project, release, kind, at, json) VALUES (?, ?, ?, ?, ?, ?)";

  private static final String HISTORY =
      """
      SELECT id, kind, project, release, at, json FROM run
      WHERE project = ? AND kind = ? ORDER BY sequence DESC LIMIT ?
      """;

  private static final String LATEST =
      """
      SELECT id, kind, project, release, at, json FROM run
      WHERE project = ? AND kind = ? AND release = ? ORDER BY sequence DESC LIMIT 1
      """;

  private final Database database;

  SqliteRunLog(Database database) {
    this.database = database;
  }

  @Override
  public void keep(Run run) throws ProblemException {
    boolean kept =
        database.write(connection -> {
          if (known(connection, run.id())) {
            return false;
          }
          Rows.knowProject(connection, run.project());
          try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
            Rows.bindAll(
                insert,
                run.id(),
                run.project(),
                run.release(),
                run.kind(),
                run.at().toString(),
                run.json());
            return insert.executeUpdate() == 1;
          }
        });
    if (!kept) {
      throw new IllegalArgumentException("a run of this id is already kept: " + run.id());
    }
  }

  @Override
  public Optional<Run> latest(String project, String kind) throws ProblemException {
    return history(project, kind, 1).stream().findFirst();
  }

  @Override
  public Optional<Run> latest(String project, String kind, String release) throws ProblemException {
    return database
        .read(connection ->
            Database.query(
                connection,
                LATEST,
                statement -> {
                  statement.setString(1, project);
                  statement.setString(2, kind);
                  statement.setString(3, release);
                },
                SqliteRunLog::run))
        .stream()
        .findFirst();
  }

  @Override
  public List<Run> history(String project, String kind, int limit) throws ProblemException {
    return database.read(connection ->
        Database.query(
            connection,
            HISTORY,
            statement -> {
              statement.setString(1, project);
              statement.setString(2, kind);
              statement.setInt(3, limit);
            },
            SqliteRunLog::run));
  }

  private static boolean known(Connection connection, String id) throws SQLException {
    return !Database.query(
            connection,
            "SELECT id FROM run WHERE id = ?",
            statement -> statement.setString(1, id),
            row -> row.getString(1))
        .isEmpty();
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getString("id"),
        row.getString("kind"),
        row.getString("project"),
        row.getString("release"),
        Instant.parse(row.getString("at")),
        row.getString("json"));
  }
}
