// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// The file with everything that Slipway remembers. Several threads, windows and command lines may
/// have it open at once.
public final class Tracker implements AutoCloseable {

  private final Database database;

  private Tracker(Database database) {
    this.database = database;
  }

  /// Opens the file, makes it where there is none, and brings it to the newest schema, with a copy
  /// beside it before.
  public static Tracker open(Path file) throws ProblemException {
    return open(file, Migrations.shipped());
  }

  /// Makes ready what opens files, for who is going to open one.
  public static void begin() {
    Connections.begin();
  }

  static Tracker open(Path file, Migrations migrations) throws ProblemException {
    Connection connection = Connections.open(file);
    boolean ready = false;
    try {
      migrations.apply(connection, file);
      ready = true;
      return new Tracker(new Database(file, connection));
    } finally {
      if (!ready) {
        closeAfterFailure(connection);
      }
    }
  }

  /// Closing it closes the file.
  public SqliteLedger ledger() {
    return new SqliteLedger(database);
  }

  public SqliteRunLog runs() {
    return new SqliteRunLog(database);
  }

  /// What is wrong with the file now, which may have been deleted or overwritten while it is open.
  /// It looks through the file only where that changed since the last look, and waits for nobody.
  public Optional<Problem> trouble() {
    try {
      database.soundness().look();
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problem());
    }
  }

  /// Looks through the whole file: SQLite's own check, references, and every chain.
  public List<Finding> integrityCheck() throws ProblemException {
    return database.read(new IntegrityCheck()::on);
  }

  /// Copies the file beside itself as `.bak` in place of the copy before; others go on writing.
  public Path backUp() throws ProblemException {
    Path to = Backups.latestOf(database.file());
    backUp(to);
    return to;
  }

  /// Copies the file to a place; what is there is replaced once the copy is found sound.
  public void backUp(Path to) throws ProblemException {
    Optional<ProblemException> problem =
        database.read(connection -> {
          try {
            Backups.make(connection, database.file(), to);
            return Optional.empty();
          } catch (ProblemException e) {
            return Optional.of(e);
          }
        });
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  @Override
  public void close() {
    database.close();
  }

  private static void closeAfterFailure(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LoggerFactory.getLogger(Tracker.class).debug("could not close", e);
    }
  }
}
