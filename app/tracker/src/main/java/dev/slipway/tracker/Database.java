// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/// One connection to the file, used by one thread at a time. What other processes do is kept apart
/// by SQLite; every change is one IMMEDIATE transaction, so that nobody reads, waits, and then
/// cannot write.
final class Database implements AutoCloseable {

  private final Path file;
  private final Connection connection;
  private final Soundness soundness;
  private final ReentrantLock turn = new ReentrantLock();

  Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.soundness = Soundness.of(file);
  }

  /// Something done with the connection.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /// Sets the parameters of a statement.
  interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  /// Makes a value of a row.
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  Path file() {
    return file;
  }

  Soundness soundness() {
    return soundness;
  }

  <T> T read(Work<T> work) throws ProblemException {
    turn.lock();
    try {
      soundness.present();
      return work.on(connection);
    } catch (SQLException e) {
      throw Failures.of(file, e);
    } finally {
      turn.unlock();
    }
  }

  /// Does all of the work, or none of it; it is done only where the file is still there.
  <T> T write(Work<T> work) throws ProblemException {
    T result = read(c -> atomically(c, work));
    soundness.present();
    return result;
  }

  static <T> T atomically(Connection connection, Work<T> work) throws SQLException {
    return transaction(connection, "BEGIN IMMEDIATE", work);
  }

  /// Several reads of one state of the file, whatever others write meanwhile.
  static <T> T together(Connection connection, Work<T> reads) throws SQLException {
    return transaction(connection, "BEGIN", reads);
  }

  private static <T> T transaction(Connection connection, String begin, Work<T> work)
      throws SQLException {
    run(connection, begin);
    boolean done = false;
    try {
      T result = work.on(connection);
      run(connection, "COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  /// All statements of a text, in order.
  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  static <T> List<T> query(Connection connection, String sql, Binding binding, Row<T> row)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      binding.to(statement);
      var rows = new ArrayList<T>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row.of(result));
        }
      }
      return rows;
    }
  }

  static int number(Connection connection, String sql) throws SQLException {
    return query(connection, sql, s -> {}, row -> row.getInt(1)).getFirst();
  }

  @Override
  public void close() {
    turn.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything that was kept is in the file already; what fails here is tidying up.
      LoggerFactory.getLogger(Database.class).warn("could not close {}", file, e);
    } finally {
      turn.unlock();
    }
  }

  /// SQLite may have rolled back by itself, as it does where the disk is full; then there is
  /// nothing left to roll back, and the first failure is the one to tell.
  private static void rollBack(Connection connection) {
    try {
      run(connection, "ROLLBACK");
    } catch (SQLException e) {
      LoggerFactory.getLogger(Database.class).debug("nothing to roll back", e);
    }
  }
}
