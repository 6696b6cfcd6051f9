// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Joins CSV files of the same columns of whole numbers into one file of rows.
public final class JoinedFiles {

  private static final Limits LIMITS = new Limits(1, Bytes.mebibytes(512));

  private static final String PARQUET = "FORMAT parquet";
  private static final String CSV = "FORMAT csv, HEADER";

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
  /// @param file Parquet where its name ends so, and CSV where it ends so; one that is there is
  ///   replaced where it has the same columns
  /// @return how many rows
  /// @throws ProblemException where the name says neither, the file holds something else or cannot
  ///   be written, or a part cannot be read
  public static long write(Join join, Path file, Progress progress)
      throws ProblemException, InterruptedException {
    String format = format(file);
    Path draft = draft(file);
    List<Path> files = new ArrayList<>(join.parts().values());
    files.addAll(List.of(file, draft));
    try (FileQueries queries = FileQueries.over(files, LIMITS)) {
      requireOwn(join, file, queries);
      long count = count(join, queries, progress.part(0, 0.5));
      queries.rows(
          "COPY (%s) TO %s (%s)"
              .formatted(rows(join), Quoted.text(FileQueries.plain(draft)), format),
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

  /// A name beside the file that nothing has. The engine makes the file anew, with the rights that
  /// any file of the user gets.
  private static Path draft(Path file) throws ProblemException {
    try {
      Path folder = file.toAbsolutePath().resolveSibling("");
      Path draft = Files.createTempFile(folder, ".slipway-", ".tmp");
      Files.delete(draft);
      return draft;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /// Reads every cell, so that what is damaged is found before anything is written.
  private static long count(Join join, FileQueries queries, Progress progress)
      throws ProblemException, InterruptedException {
    String cells =
        join.columns().stream()
            .map(column -> ", count(" + Quoted.name(column) + ")")
            .collect(Collectors.joining());
    try {
      return queries
          .rows("SELECT count(*)" + cells + " FROM (" + rows(join) + ")", progress, "counting")
          .getFirst()
          .whole(0);
    } catch (SQLException e) {
      throw new ProblemException(
          Problem.environment(
              "profile.samples-damaged",
              "The times of that run cannot be read",
              firstLine(e),
              "Measure again with slipway profile."),
          e);
    }
  }

  private static void requireOwn(Join join, Path file, FileQueries queries)
      throws ProblemException, IOException, InterruptedException {
    if (Files.exists(file) && Files.size(file) > 0 && !isOwn(join, file, queries)) {
      throw Problem.input(
              "data.other-file",
              file + " is there already and holds something else",
              "Only a file of the same columns is replaced: "
                  + String.join(", ", columns(join))
                  + ".",
              "Name another file, or remove this one.")
          .asException();
    }
  }

  private static boolean isOwn(Join join, Path file, FileQueries queries)
      throws ProblemException, IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    if (format(file).equals(CSV)) {
      byte[] header = (String.join(",", columns(join)) + "\n").getBytes(StandardCharsets.UTF_8);
      try (InputStream in = Files.newInputStream(file)) {
        return Arrays.equals(header, in.readNBytes(header.length));
      }
    }
    String read = "read_parquet(" + Quoted.text(FileQueries.exact(file)) + ")";
    try {
      return queries
          .rows(
              "SELECT column_name FROM (DESCRIBE SELECT * FROM " + read + ")",
              Progress.NONE,
              "looking")
          .stream()
          .map(row -> row.text(0).orElse(""))
          .toList()
          .equals(columns(join));
    } catch (SQLException notParquet) {
      return false;
    }
  }

  private static List<String> columns(Join join) {
    List<String> all = new ArrayList<>(join.columns());
    all.addFirst(join.named());
    return all;
  }

  /// @throws ProblemException where the name of a file says no format that can be written
  public static void requireFormat(Path file) throws ProblemException {
    format(file);
  }

  private static String format(Path file) throws ProblemException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return PARQUET;
    }
    if (name.endsWith(".csv")) {
      return CSV;
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

  private static String firstLine(Exception cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private static ProblemException unwritable(Path file, Exception cause) {
    return new ProblemException(
        Problem.environment(
            "data.unwritable",
            file + " cannot be written",
            firstLine(cause),
            "Name a file in a folder that exists, that you may write to and that has room."),
        cause);
  }
}
