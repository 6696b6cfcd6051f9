// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Brings a file to the newest schema. The version is SQLite's `user_version`: how many of the
/// numbered scripts have run.
///
/// @param scripts SQL in order; the first makes version 1
record Migrations(List<String> scripts) {

  /// `SLPW`: how a file of ours is told from another program's SQLite file.
  static final int APPLICATION = 0x534C5057;

  private static final List<String> NAMES = List.of("001-initial.sql");

  Migrations {
    scripts = List.copyOf(scripts);
  }

  static Migrations shipped() {
    return new Migrations(NAMES.stream().map(Migrations::script).toList());
  }

  void apply(Connection connection, Path file) throws ProblemException {
    try {
      // Looked at before anything is written, so that a file that is not ours stays as it is.
      int version = checkedVersion(connection, file);
      Connections.beginLog(connection);
      if (version == scripts.size()) {
        return;
      }
      if (version > 0) {
        Backups.make(connection, file, Backups.before(file, version));
      }
      Database.atomically(connection, this::upgrade);
      // Another process may have been quicker, with newer scripts.
      checkedVersion(connection, file);
    } catch (SQLException e) {
      throw Failures.of(file, e);
    }
  }

  private boolean upgrade(Connection connection) throws SQLException {
    int version = version(connection);
    for (int next = version; next < scripts.size(); next++) {
      Database.run(connection, scripts.get(next));
    }
    if (version < scripts.size()) {
      Database.run(connection, "PRAGMA application_id = " + APPLICATION);
      Database.run(connection, "PRAGMA user_version = " + scripts.size());
    }
    return version < scripts.size();
  }

  private int checkedVersion(Connection connection, Path file)
      throws SQLException, ProblemException {
    Marks marks = Database.together(connection, Migrations::marks);
    int version = marks.version();
    if (!marks.empty() && marks.application() != APPLICATION) {
      throw Problem.input(
              "tracker.foreign-file",
              file + " is not a Slipway tracker file",
              "It is an SQLite file of another program",
              Backups.advice(file))
          .asException();
    }
    if (version > scripts.size()) {
      throw Problem.input(
              "tracker.newer-file",
              file + " was written by a newer Slipway",
              "It has schema " + version + "; this Slipway knows up to " + scripts.size(),
              "Start the newer Slipway, or choose another folder with --home or SLIPWAY_HOME")
          .asException();
    }
    return version;
  }

  /// What tells whose file it is, and how old. All three are read together: another process may be
  /// making the file at this moment, and the version of before beside the tables of after would
  /// look like another program's.
  private record Marks(int version, int application, int tables) {
    boolean empty() {
      return version == 0 && application == 0 && tables == 0;
    }
  }

  private static Marks marks(Connection connection) throws SQLException {
    return new Marks(
        version(connection),
        Database.number(connection, "PRAGMA application_id"),
        Database.number(connection, "SELECT count(*) FROM sqlite_schema"));
  }

  private static int version(Connection connection) throws SQLException {
    return Database.number(connection, "PRAGMA user_version");
  }

  private static String script(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("schema/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the schema is not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
