// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Copies of the file beside it, made while others go on writing.
final class Backups {

  private static final String ENDING = ".bak";

  private Backups() {}

  /// The copy that is replaced each time.
  static Path latestOf(Path file) {
    return file.resolveSibling(file.getFileName() + ENDING);
  }

  /// The copy made before an upgrade.
  static Path before(Path file, int version) {
    return file.resolveSibling(file.getFileName() + ".v" + version + ENDING);
  }

  /// Copies to a new file, checks the copy, and only then puts it in place of an older one.
  static void make(Connection connection, Path file, Path to)
      throws SQLException, ProblemException {
    try {
      Path copy = freshName(to);
      try {
        try (var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
          vacuum.setString(1, copy.toString());
          vacuum.executeUpdate();
        }
        check(copy);
        Files.move(copy, to, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "tracker.no-backup",
              file + " could not be copied to " + to,
              e.getClass().getSimpleName() + ": " + e.getMessage(),
              "Check that the folder may be written and has room, or give another place"),
          e);
    }
  }

  /// The newest copy beside the file.
  static Optional<Path> newest(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      String start = String.valueOf(file.getFileName());
      return files
          .filter(f -> String.valueOf(f.getFileName()).startsWith(start + "."))
          .filter(f -> String.valueOf(f.getFileName()).endsWith(ENDING))
          .max(Comparator.comparing(Backups::modified));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// What to do with a file that cannot be used.
  static String advice(Path file) {
    return newest(file)
        .map(copy ->
            "Close Slipway, move "
                + file
                + " (with its -wal and -shm beside it) out of the way, and copy "
                + copy
                + " in its place; that copy was made on "
                + modified(copy))
        .orElse(
            "Close Slipway and move "
                + file
                + " out of the way; there is no backup beside it, so Slipway will begin a new one."
                + " Records can be brought back with `slipway evidence import`");
  }

  private static void check(Path copy) throws SQLException, IOException {
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
      List<String> lines =
          Database.query(c, "PRAGMA integrity_check", s -> {}, row -> row.getString(1));
      if (!lines.equals(List.of("ok"))) {
        throw new IOException("the copy is not sound: " + String.join("; ", lines));
      }
    }
  }

  /// A name beside the goal that no other process uses.
  private static Path freshName(Path to) throws IOException {
    Path absolute = to.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || Files.isDirectory(absolute)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.createDirectories(folder);
    Path name = Files.createTempFile(folder, absolute.getFileName() + ".", ".tmp");
    return name;
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
