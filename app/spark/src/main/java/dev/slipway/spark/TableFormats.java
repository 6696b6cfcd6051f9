// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// Refuses files of tables whose log says which of their files hold: those that lie there have rows
/// that were deleted, and rows that were since written anew.
final class TableFormats {

  private static final String DELTA = "_delta_log";
  private static final String HUDI = ".hoodie";
  private static final String ICEBERG = "metadata";
  private static final String ICEBERG_ENDS = ".metadata.json";

  private final FileSystem store;
  private final Set<Path> plain = new HashSet<>();

  TableFormats(FileSystem store) {
    this.store = store;
  }

  /// Of a file that was met on the way through a folder.
  ///
  /// @throws ProblemException where it is of the log of a table
  static void refuseLog(Path file) throws ProblemException {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      switch (at.getName()) {
        case DELTA -> throw table("Delta Lake", at);
        case HUDI -> throw table("Apache Hudi", at);
        default -> {}
      }
    }
    Path folder = file.getParent();
    if (folder != null
        && folder.getName().equals(ICEBERG)
        && file.getName().endsWith(ICEBERG_ENDS)) {
      throw table("Apache Iceberg", file);
    }
  }

  /// Of a file of rows; the log lies above the folders of its partitions.
  ///
  /// @throws ProblemException where it is of a table
  void refuse(Path file) throws ProblemException, IOException {
    Path folder = file.getParent();
    while (folder != null && folder.getName().contains("=")) {
      folder = folder.getParent();
    }
    if (folder == null || !plain.add(folder)) {
      return;
    }
    for (String log : Set.of(DELTA, HUDI)) {
      Path at = new Path(folder, log);
      if (store.exists(at)) {
        refuseLog(new Path(at, "a"));
      }
    }
    Path table = folder.getName().equals("data") ? folder.getParent() : folder;
    Path metadata = new Path(Optional.ofNullable(table).orElse(folder), ICEBERG);
    if (store.exists(metadata)) {
      for (FileStatus one : store.listStatus(metadata)) {
        refuseLog(one.getPath());
      }
    }
  }

  private static ProblemException table(String format, Path log) {
    return Problem.input(
            "spark.table-format",
            "The files are those of a table of " + format,
            "There is "
                + log
                + ", which says which of them hold: others have rows that were deleted or written"
                + " anew.",
            "Have Spark read the table and write its rows as Parquet into a folder of their own,"
                + " and mean that one with --data.")
        .asException();
  }
}
