// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Joins CSV files of the same columns of whole numbers into one file of rows.
public final class JoinedFiles {

  private static final Limits LIMITS = new Limits(1, Bytes.mebibytes(512));

  private JoinedFiles() {}

  /// What is joined.
  ///
  /// @param parts CSV files with a header, packed with gzip or not, by the name that their rows get
  /// @param named column of that name, before all others
  /// @param columns of the parts, in their order
  public record Join(SequencedMap<String, Path> parts, String named, List<String> columns) {
    public Join {
      columns = List.copyOf(columns);
    }
  }

  /// Writes the rows of all parts, in their order, whole or not at all.
  ///
  /// @param file Parquet where its name ends so, and CSV where it ends so
  /// @return how many rows
  /// @throws ProblemException where the name says neither, or the file cannot be written
  public static long write(Join join, Path file, Progress progress)
      throws ProblemException, InterruptedException {
    String format = format(file);
    Path draft = file.toAbsolutePath().resolveSibling(file.getFileName() + ".tmp");
    List<Path> files = new ArrayList<>(join.parts().values());
    files.add(draft);
    try (FileQueries queries = FileQueries.over(files, LIMITS)) {
      String rows = rows(join);
      long count =
          queries
              .rows("SELECT count(*) FROM (" + rows + ")", progress.part(0, 0.5), "counting")
              .getFirst()
              .whole(0);
      queries.rows(
          "COPY (%s) TO %s (%s)".formatted(rows, Quoted.text(FileQueries.plain(draft)), format),
          progress.part(0.5, 1),
          "writing");
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      return count;
    } catch (SQLException | IOException e) {
      throw unwritable(file, e);
    } finally {
      remove(draft);
    }
  }

  private static String format(Path file) throws ProblemException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return "FORMAT parquet";
    }
    if (name.endsWith(".csv")) {
      return "FORMAT csv, HEADER";
    }
    throw Problem.input(
            "data.no-format",
            "'" + file + "' says no format",
            "Rows are written as CSV or as Parquet, by how the file's name ends.",
            "Name a file that ends in .csv or .parquet.")
        .asException();
  }

  private static String rows(Join join) {
    String types =
        join.columns().stream()
            .map(column -> Quoted.text(column) + ": 'BIGINT'")
            .collect(Collectors.joining(", ", "{", "}"));
    return join.parts().entrySet().stream()
        .map(part ->
            "SELECT %s AS %s, * FROM read_csv(%s, header = true, auto_detect = false, delim = ','"
                    .formatted(
                        Quoted.text(part.getKey()),
                        Quoted.name(join.named()),
                        Quoted.text(FileQueries.exact(part.getValue())))
                + ", columns = "
                + types
                + ")")
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static void remove(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // Where nothing can be written, nothing can be removed; the problem says so already.
      draft.toFile().deleteOnExit();
    }
  }

  private static ProblemException unwritable(Path file, Exception cause) {
    return new ProblemException(
        Problem.environment(
            "data.unwritable",
            file + " cannot be written",
            String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
            "Name a file in a folder that exists, that you may write to and that has room."),
        cause);
  }
}
