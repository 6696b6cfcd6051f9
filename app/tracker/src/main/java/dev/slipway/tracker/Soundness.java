// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/// Whether the file that is open is still the one in its place, and sound. SQLite goes on writing
/// to a file that was deleted, and says that it did; nobody would ever read that.
final class Soundness {

  private final Path file;
  private final Optional<Object> identity;
  private final AtomicReference<String> seen = new AtomicReference<>("");

  private Soundness(Path file, Optional<Object> identity) {
    this.file = file;
    this.identity = identity;
  }

  /// Of a file that was just opened.
  static Soundness of(Path file) {
    return new Soundness(file, identity(file));
  }

  /// Empty too where the system tells files apart by nothing but their names.
  private static Optional<Object> identity(Path file) {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Cheap enough for every use.
  void present() throws ProblemException {
    if (!Files.exists(file) || !identity(file).equals(identity)) {
      throw Problem.environment(
              "tracker.gone",
              file + " is gone",
              "It was deleted, moved or replaced while Slipway had it open. What is found from now"
                  + " on is not kept.",
              "Put it back"
                  + Backups.newest(file)
                      .map(copy -> ", or close Slipway and copy " + copy + " in its place.")
                      .orElse(
                          ", or close Slipway: the next start begins a new one, into which `slipway"
                              + " evidence import` brings records."))
          .asException();
    }
  }

  /// Looks through the file too where it changed since the last look.
  void look() throws ProblemException {
    present();
    String now = stamp(file) + " " + stamp(file.resolveSibling(file.getFileName() + "-wal"));
    if (now.equals(seen.get())) {
      return;
    }
    // A connection of its own: the one that is open remembers what it has read.
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(Math.toIntExact(Connections.PATIENCE.toMillis()));
    try (Connection fresh = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath())) {
      List<String> said =
          Database.query(fresh, "PRAGMA quick_check(1)", s -> {}, row -> row.getString(1));
      if (!said.equals(List.of("ok"))) {
        throw new SQLException(String.join("; ", said), "", SQLiteErrorCode.SQLITE_CORRUPT.code);
      }
    } catch (SQLException e) {
      throw Failures.of(file, e);
    }
    seen.set(now);
  }

  private static String stamp(Path part) {
    try {
      return Files.size(part) + " " + Files.getLastModifiedTime(part);
    } catch (IOException e) {
      return "";
    }
  }
}
