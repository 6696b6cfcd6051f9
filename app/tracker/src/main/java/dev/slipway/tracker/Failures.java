// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/// Turns SQLite's failures into problems.
final class Failures {

  private Failures() {}

  static ProblemException of(Path file, SQLException failure) {
    return new ProblemException(problem(file, failure), failure);
  }

  static SQLiteErrorCode code(SQLException failure) {
    // The low byte is the primary code; the rest says more than a user can act on.
    return SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xff);
  }

  private static Problem problem(Path file, SQLException failure) {
    String why = "SQLite says: " + failure.getMessage();
    return switch (code(failure)) {
      case SQLITE_NOTADB ->
          Problem.input(
              "tracker.foreign-file",
              file + " is not a Slipway tracker file",
              why,
              Backups.advice(file));
      case SQLITE_CORRUPT ->
          Problem.input("tracker.damaged", file + " is damaged", why, Backups.advice(file));
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
          Problem.environment(
              "tracker.busy",
              file + " is locked by another program",
              "It was still locked after " + Connections.PATIENCE.toSeconds() + " s. " + why,
              "Close what has the file open, such as a database browser in the middle of a change,"
                  + " and do it again");
      case SQLITE_FULL ->
          Problem.environment(
              "tracker.disk-full",
              "There is no room left to keep the record in " + file,
              why,
              "Free some space and do it again; what was kept before is safe");
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_IOERR, SQLITE_AUTH ->
          Problem.environment(
              "tracker.unreachable",
              file + " cannot be read or written",
              why,
              "Check that the folder exists, is on a working disk and may be written by you, or"
                  + " choose another with --home or SLIPWAY_HOME");
      default ->
          new Problem(
              new Problem.Code(Problem.Category.INTERNAL, "tracker.failed"),
              "The tracker could not do what was asked of " + file,
              why,
              "Run `slipway doctor`, and report this with its output");
    };
  }
}
