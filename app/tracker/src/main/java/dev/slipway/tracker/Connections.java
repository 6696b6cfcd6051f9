// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;

/// Opens the file.
///
/// WAL, so that readers never wait for a writer and a killed process leaves nothing half done.
/// `synchronous=FULL`, so that a record which was acknowledged survives a power cut too: with
/// NORMAL the file would stay sound but could lose the last records, and records are few.
final class Connections {

  /// How long to wait for another process that writes.
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Connections() {}

  static Connection open(Path file) throws ProblemException {
    makeFolder(file);
    // The driver asks a program which system this is when it is first used, and swallows an
    // interrupt meanwhile: a Ctrl-C would be lost. So it gets a thread that nobody interrupts.
    return Started.begin(() -> created(file)).result();
  }

  /// What the driver does when it is first used.
  static void begin() {
    config();
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception toldWhereAFileIsOpened) {
      // The driver tries again then.
    }
  }

  private static Connection created(Path file) throws ProblemException {
    try {
      return config().createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException e) {
      throw Failures.of(file, e);
    }
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.READWRITE);
    config.setOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(Math.toIntExact(PATIENCE.toMillis()));
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.enableRecursiveTriggers(true);
    return config;
  }

  /// Switching a new file to WAL does not wait for others who do the same, whatever the busy
  /// timeout says.
  static void beginLog(Connection connection) throws SQLException {
    long left = PATIENCE.dividedBy(PAUSE);
    while (true) {
      try {
        Database.query(connection, "PRAGMA journal_mode=WAL", s -> {}, row -> row.getString(1));
        return;
      } catch (SQLException e) {
        left--;
        if (Failures.code(e) != SQLiteErrorCode.SQLITE_BUSY || left <= 0) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(SQLException busy) throws SQLException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy;
    }
  }

  private static void makeFolder(Path file) throws ProblemException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "tracker.unreachable",
              "The folder " + folder + " cannot be made",
              e.getClass().getSimpleName() + ": " + e.getMessage(),
              "Choose a folder that you may write with --home or SLIPWAY_HOME"),
          e);
    }
  }
}
