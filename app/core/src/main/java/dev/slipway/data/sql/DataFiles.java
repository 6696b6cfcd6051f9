// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DataFormat;
import dev.slipway.data.PersonalData;
import dev.slipway.data.Suspicion;
import dev.slipway.data.TableProfile;
import dev.slipway.request.CsvHeader;
import dev.slipway.request.Table;
import dev.slipway.request.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Opens data files for queries: CSV, Parquet and JSON lines, of any size that the disk holds.
public final class DataFiles implements AutoCloseable {

  /// Rows that are looked at for patterns.
  private static final long LOOKED_AT = 1000;

  /// Characters of a value that is looked at: an e-mail address has 320 at most, and what else
  /// tells of a person fewer.
  private static final int MOST_CHARACTERS = 400;

  /// Rows of a rare value that are added to a sample.
  private static final int OF_EACH = 20;

  /// Of more different values none is rare.
  private static final int MOST_DIFFERENT = 1_000;

  private final FileQueries queries;
  private final List<LoadedFile> files = new ArrayList<>();

  private DataFiles(FileQueries queries) {
    this.queries = queries;
  }

  /// @param files each is known by its place in this list
  /// @throws ProblemException when one cannot be read; it names the file and, in a CSV, the line
  public static DataFiles open(List<Source> files, Limits limits, Progress progress)
      throws ProblemException, InterruptedException {
    return open(files, Optional.empty(), limits, progress);
  }

  /// Some rows of a file.
  static DataFiles open(Source file, FileLoader.Wanted rows, Limits limits, Progress progress)
      throws ProblemException, InterruptedException {
    return open(List.of(file), Optional.of(rows), limits, progress);
  }

  private static DataFiles open(
      List<Source> files, Optional<FileLoader.Wanted> rows, Limits limits, Progress progress)
      throws ProblemException, InterruptedException {
    var opened = new DataFiles(FileQueries.over(files.stream().map(Source::path).toList(), limits));
    try {
      var loader = new FileLoader(opened.queries, rows);
      for (int i = 0; i < files.size(); i++) {
        Source source = files.get(i);
        Progress part = progress.part((double) i / files.size(), (i + 1.0) / files.size());
        opened.files.add(loader.load(source, "file" + i, part));
      }
      return opened;
    } catch (ProblemException | InterruptedException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// A file and what the user calls it.
  ///
  /// @param asWritten whether a CSV's values stay the texts that they are: `1.10` is not 1.1 where
  ///   a model is given texts
  /// @param only the columns that are loaded; all where none is named
  public record Source(Path path, String name, boolean asWritten, Set<String> only) {

    public Source {
      only = Set.copyOf(only);
    }

    /// Its values are of the types that they look like.
    public Source(Path path, String name) {
      this(path, name, false, Set.of());
    }

    public static Source asWritten(Path path, String name) {
      return new Source(path, name, true, Set.of());
    }

    public static Source asWritten(Path path, String name, Set<String> only) {
      return new Source(path, name, true, only);
    }

    boolean has(String column) {
      return only.isEmpty() || only.contains(column);
    }
  }

  /// Describes one of the files.
  public TableProfile profile(int file, Progress progress)
      throws ProblemException, InterruptedException {
    LoadedFile loaded = files.get(file);
    String doing = "looking at " + loaded.source();
    try {
      List<ColumnProfile> columns = new ArrayList<>();
      ColumnBlocks.each(
          this,
          loaded,
          some -> {
            progress.step(0.8 * columns.size() / loaded.columns().size(), doing);
            columns.addAll(ColumnProfiler.profiles(this, some));
          });
      progress.step(0.8, "looking for repeated rows in " + loaded.source());
      long duplicates = duplicates(loaded);
      progress.step(0.95, "hashing " + loaded.source());
      return new TableProfile(
          loaded.source(),
          loaded.format(),
          Sha256.of(loaded.path()),
          new Bytes(Files.size(loaded.path())),
          loaded.rows(),
          duplicates,
          WrittenTruths.shown(this, loaded, columns));
    } catch (SQLException e) {
      throw Refusals.failed(loaded.source(), doing, e);
    } catch (IOException e) {
      throw Refusals.gone(loaded.source(), e);
    }
  }

  /// Told by a hash of 64 bits: among ten million rows the chance of one wrong pair is one in
  /// several hundred thousand.
  long duplicates(LoadedFile file) throws SQLException, InterruptedException {
    return one("SELECT count(*) - count(DISTINCT h) FROM (SELECT hash("
            + file.columns().stream().map(LoadedFile.Column::sql).collect(Collectors.joining(", "))
            + ") AS h FROM "
            + file.table()
            + ")")
        .whole(0);
  }

  /// Columns of a file that may hold data about people, by their names and by a thousand rows.
  public List<Suspicion> personal(int file, Progress progress)
      throws ProblemException, InterruptedException {
    LoadedFile loaded = files.get(file);
    long every = Math.max(1, loaded.rows() / LOOKED_AT);
    String doing = "looking for personal data";
    List<Suspicion> found = new ArrayList<>();
    var seen = new AtomicInteger();
    try {
      ColumnBlocks.each(
          this,
          loaded,
          some -> {
            List<Row> rows =
                rows(
                    "SELECT %s FROM %s WHERE rowid %% %d = 0"
                        .formatted(
                            some.columns().stream()
                                .map(DataFiles::beginning)
                                .collect(Collectors.joining(", ")),
                            some.table(),
                            every));
            for (int i = 0; i < some.columns().size(); i++) {
              int at = i;
              progress.step((double) seen.getAndIncrement() / loaded.columns().size(), doing);
              PersonalData.in(
                      some.columns().get(i).name(),
                      rows.stream().flatMap(row -> row.text(at).stream()).toList())
                  .ifPresent(found::add);
            }
          });
      return found;
    } catch (SQLException e) {
      throw Refusals.failed(loaded.source(), doing, e);
    }
  }

  Row one(String sql) throws SQLException, InterruptedException {
    return queries.rows(sql, Progress.NONE, "asking").getFirst();
  }

  List<Row> rows(String sql) throws SQLException, InterruptedException {
    return queries.rows(sql, Progress.NONE, "asking");
  }

  /// How many columns a file has.
  public int columns(int file) {
    return files.get(file).columns().size();
  }

  LoadedFile file(int file) {
    return files.get(file);
  }

  /// The names of a file's columns; of a CSV file no more than its head is read.
  public static List<String> columns(Path path, String source) throws ProblemException {
    if (Refusals.formatOf(path, source) != DataFormat.CSV) {
      return sample(path, source, 1).columns();
    }
    return CsvHeader.of(path).columns();
  }

  /// All values of a file as texts, for rows that are to be given to a model.
  public static Table table(Path path, String source) throws ProblemException {
    return Refusals.formatOf(path, source) == DataFormat.CSV
        ? TableReader.read(path)
        : sample(path, source, Integer.MAX_VALUE);
  }

  /// About so many rows from all over a file, as texts.
  public static Table sample(Path path, String source, int rows) throws ProblemException {
    try (DataFiles opened =
        open(List.of(Source.asWritten(path, source)), Limits.ofMachine(), Progress.NONE)) {
      return opened.sample(0, rows);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          Problem.environment(
              "data.cancelled",
              "Reading " + source + " was cancelled",
              "Somebody interrupted it.",
              "Start again when you are ready."),
          e);
    }
  }

  /// About so many rows from all over a file, as texts.
  public Table sample(int file, int rows) throws ProblemException, InterruptedException {
    LoadedFile loaded = files.get(file);
    return whole(loaded, every(loaded, rows));
  }

  /// How many rows one is taken of.
  private static long every(LoadedFile file, int rows) {
    return Math.max(1, Math.ceilDiv(file.rows(), rows));
  }

  /// Up to so many rows of each value of a column that [#sample] leaves out, as texts: a sample of
  /// few rows has hardly any of a rare class. None where the values are very many.
  ///
  /// @param rows of the sample
  /// @param values that the answer may hold
  Table rarer(int file, String column, int rows, int values)
      throws ProblemException, InterruptedException {
    LoadedFile loaded = files.get(file);
    List<String> names = loaded.columns().stream().map(LoadedFile.Column::name).toList();
    Optional<LoadedFile.Column> by = loaded.column(column);
    long every = every(loaded, rows);
    if (by.isEmpty() || every == 1) {
      return new Table(loaded.source(), names, List.of());
    }
    String left = " FROM %s WHERE rowid %% %d <> 0".formatted(loaded.table(), every);
    try {
      long different = one("SELECT count(DISTINCT " + by.get().sql() + ")" + left).whole(0);
      long each = Math.min(OF_EACH, values / Math.max(1, names.size() * different));
      return new Table(
          loaded.source(),
          names,
          texts(
              loaded.columns(),
              loaded,
              ("rowid IN (SELECT r FROM (SELECT rowid AS r, row_number() OVER (PARTITION BY %s"
                      + " ORDER BY hash(rowid)) AS n%s) WHERE n <= %d)")
                  .formatted(by.get().sql(), left, different > MOST_DIFFERENT ? 0 : each)));
    } catch (SQLException e) {
      throw Refusals.failed(loaded.source(), "looking for rare rows", e);
    }
  }

  /// The first rows in which a column has no value, as texts.
  ///
  /// @param columns that are wanted of them
  /// @param most rows
  public Table lacking(int file, String column, List<String> columns, int most)
      throws ProblemException, InterruptedException {
    LoadedFile loaded = files.get(file);
    String sql = loaded.column(column).orElseThrow().sql();
    List<LoadedFile.Column> wanted =
        columns.stream().flatMap(name -> loaded.column(name).stream()).toList();
    try {
      return new Table(
          loaded.source(),
          wanted.stream().map(LoadedFile.Column::name).toList(),
          texts(
              wanted,
              loaded,
              "rowid IN (SELECT rowid FROM %s WHERE %s IS NULL ORDER BY rowid LIMIT %d)"
                  .formatted(loaded.table(), sql, most)));
    } catch (SQLException e) {
      throw Refusals.failed(loaded.source(), "looking for gaps", e);
    }
  }

  /// @param every how many rows one is taken of
  private Table whole(LoadedFile file, long every) throws ProblemException, InterruptedException {
    if (file.rows() / every * file.columns().size() > TableReader.MOST_VALUES) {
      throw Problem.input(
              "data.too-large",
              file.source() + " has more than " + TableReader.MOST_VALUES + " values",
              "The rows that a model answers are held in memory.",
              "Take a random sample of the rows; some ten thousand suffice for an evaluation.")
          .asException();
    }
    try {
      List<List<String>> rows = texts(file.columns(), file, "rowid % " + every + " = 0");
      return new Table(
          file.source(),
          Sha256.of(file.path()),
          file.columns().stream().map(LoadedFile.Column::name).toList(),
          rows,
          IntStream.rangeClosed(1, rows.size()).boxed().toList());
    } catch (SQLException e) {
      throw Refusals.failed(file.source(), "reading " + file.source(), e);
    } catch (IOException e) {
      throw Refusals.gone(file.source(), e);
    }
  }

  /// @param where which rows, by `rowid`
  List<List<String>> texts(List<LoadedFile.Column> columns, LoadedFile file, String where)
      throws SQLException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    for (Row row :
        rows(
            "SELECT %s FROM %s WHERE %s ORDER BY rowid"
                .formatted(texts(columns), file.table(), where))) {
      rows.add(IntStream.range(0, columns.size()).mapToObj(i -> row.text(i).orElse("")).toList());
    }
    return rows;
  }

  private static String texts(List<LoadedFile.Column> columns) {
    return columns.stream().map(DataFiles::text).collect(Collectors.joining(", "));
  }

  private static String text(LoadedFile.Column column) {
    return "CAST(" + column.sql() + " AS VARCHAR)";
  }

  /// Without blanks around it: some pad values to one width. The memory holds two thousand values
  /// of a hundred columns, so that a long text is cut. Its hash keeps it apart from others that
  /// begin alike, and it from passing for what its beginning is.
  private static String beginning(LoadedFile.Column column) {
    return "CASE WHEN length(%1$s) > %2$d THEN left(%1$s, %2$d) || hash(%1$s) ELSE %1$s END"
        .formatted("trim(" + text(column) + ", E' \\t\\r\\n')", MOST_CHARACTERS);
  }

  @Override
  public void close() {
    queries.close();
  }
}
