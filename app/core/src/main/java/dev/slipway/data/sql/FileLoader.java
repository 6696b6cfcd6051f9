// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.request.CsvHeader;
import dev.slipway.request.TableReader;
import dev.slipway.request.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Loads a data file into DuckDB. Values that mean "missing" become NULL.
final class FileLoader {

  /// What tables write where there is no value; in Parquet and JSON, a text is what it says.
  static final List<String> MISSING =
      List.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None");

  /// Bytes that are read once more for a better message.
  private static final long READ_AGAIN = 64 << 20;

  /// What a CSV's values may look like. A time of day stays the text that it is: `08:15` is not
  /// `08:15:00` to a model.
  private static final String TYPES =
      "auto_type_candidates = "
          + Quoted.texts(
              List.of(
                  "BOOLEAN",
                  "BIGINT",
                  "HUGEINT",
                  "BIGNUM",
                  "DOUBLE",
                  "DATE",
                  "TIMESTAMP",
                  "TIMESTAMPTZ",
                  "VARCHAR"))
          + ", ";

  /// The engine takes a folder called `year=2026` for a column; a file has those that are in it.
  static final String ONLY_THE_FILE = ", hive_partitioning = false";

  /// What holds the place of each row in its file, counted from 1, where not all rows are loaded.
  static final String LINE = "line";

  private final FileQueries queries;
  private final Optional<Wanted> wanted;

  /// The first rows of a file for which a condition holds.
  ///
  /// @param where the condition, once the columns are known
  record Wanted(Function<List<LoadedFile.Column>, String> where, int most) {}

  /// @param wanted the rows that are loaded; all where it is empty
  FileLoader(FileQueries queries, Optional<Wanted> wanted) {
    this.queries = queries;
    this.wanted = wanted;
  }

  LoadedFile load(DataFiles.Source given, String table, Progress progress)
      throws ProblemException, InterruptedException {
    Path path = given.path();
    String source = given.name();
    DataFormat format = Refusals.formatOf(path, source);
    String doing = "reading " + source;
    try {
      return switch (format) {
        case CSV -> csv(given, table, progress);
        case PARQUET ->
            loaded(given, format, table, RowRelation.parquet(path), List.of(), progress);
        case JSON_LINES -> jsonLines(given, table, progress);
      };
    } catch (SQLException e) {
      throw Refusals.unreadable(source, doing, format, e);
    } catch (IOException e) {
      throw Refusals.gone(source, e);
    }
  }

  private LoadedFile jsonLines(DataFiles.Source given, String table, Progress progress)
      throws SQLException, ProblemException, InterruptedException, IOException {
    Path path = given.path();
    try {
      return loaded(given, DataFormat.JSON_LINES, table, json(path), List.of(), progress);
    } catch (SQLException e) {
      if (!DataFormat.isArray(path) && Files.size(path) <= READ_AGAIN) {
        JsonLines.refuseBroken(path, given.name());
      }
      throw e;
    }
  }

  /// The rows of a file of JSON.
  static String json(Path path) throws IOException {
    return "read_json("
        + file(path)
        + (DataFormat.isArray(path) ? ", format = 'array'" : ", format = 'newline_delimited'")
        + compression(path)
        + ", records = true, sample_size = -1, maximum_depth = 2"
        + ONLY_THE_FILE
        + ")";
  }

  private LoadedFile csv(DataFiles.Source given, String table, Progress progress)
      throws SQLException, ProblemException, InterruptedException, IOException {
    Path path = given.path();
    String candidates = given.asWritten() ? "all_varchar = true, " : TYPES;
    CsvHeader header = CsvHeader.of(path);
    try {
      String types =
          CsvTypes.of(queries, path, header, candidates)
              .map(CsvTypes::stated)
              .orElse(candidates + CsvTypes.ALL_ROWS);
      return loaded(
          given,
          DataFormat.CSV,
          table,
          csv(path, header, MISSING, types),
          header.columns(),
          progress);
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("sniffing")) {
        sayWhere(path);
      }
      throw e;
    }
  }

  /// The engine does not say which line of a short file has too many or too few values; our own
  /// reader does.
  private static void sayWhere(Path path) throws ProblemException {
    if (path.toFile().length() <= READ_AGAIN) {
      TableReader.read(path);
    }
  }

  /// The rows of a CSV file, its columns named by their places.
  ///
  /// @param missing texts that stand for no value
  static String csv(Path path, CsvHeader header, List<String> missing, String types)
      throws IOException {
    return "read_csv" + options(path, header, missing, types);
  }

  /// What a function of the engine needs to know of a CSV file, in its brackets.
  static String options(Path path, CsvHeader header, List<String> missing, String types)
      throws IOException {
    List<String> names = IntStream.range(0, header.columns().size()).mapToObj(Quoted::id).toList();
    return "("
        + file(path)
        + ", header = true, delim = "
        + Quoted.text(String.valueOf(header.separator()))
        + ", quote = '\"', escape = '\"', nullstr = "
        + Quoted.texts(missing)
        + ", names = "
        + Quoted.texts(names)
        + compression(path)
        + ", "
        + types
        + ONLY_THE_FILE
        + ")";
  }

  private static String compression(Path path) throws IOException {
    return Unpacked.isGzip(path) ? ", compression = 'gzip'" : "";
  }

  /// @param names as the file has them; none where they are those of the relation
  private LoadedFile loaded(
      DataFiles.Source given,
      DataFormat format,
      String table,
      String relation,
      List<String> names,
      Progress progress)
      throws SQLException, ProblemException, InterruptedException {
    String source = given.name();
    String doing = "reading " + source;
    List<LoadedFile.Column> stored = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<Row> described = queries.rows("DESCRIBE SELECT * FROM " + relation, Progress.NONE, doing);
    for (int place = 0; place < described.size(); place++) {
      String type = described.get(place).text(1).orElse("");
      String known = described.get(place).text(0).orElse("");
      String name = names.isEmpty() ? known : names.get(place);
      if (given.has(name)) {
        var column = new LoadedFile.Column(name, Quoted.id(place), type, kind(type));
        stored.add(column);
        values.add(value(Quoted.name(known), column.kind()) + " AS " + column.sql());
      }
    }
    String rowsOf = String.join(", ", values) + " FROM " + relation;
    queries.rows("CREATE TABLE " + table + " AS " + select(stored, rowsOf), progress, doing);
    long rows =
        queries.rows("SELECT count(*) FROM " + table, Progress.NONE, doing).getFirst().whole(0);
    if (rows == 0 && wanted.isEmpty()) {
      throw Refusals.noRows(source, stored.size());
    }
    return new LoadedFile(given.path(), source, format, table, rows, stored);
  }

  /// @param rowsOf values of all rows, and what has them
  private String select(List<LoadedFile.Column> columns, String rowsOf) {
    return wanted
        .map(rows ->
            "SELECT * FROM (SELECT row_number() OVER () AS %s, %s) WHERE %s LIMIT %d"
                .formatted(LINE, rowsOf, rows.where().apply(columns), rows.most()))
        .orElse("SELECT " + rowsOf);
  }

  /// A value, or NULL where there is none.
  static String value(String name, Kind kind) {
    String text = "CAST(" + name + " AS VARCHAR)";
    return switch (kind) {
      case TEXT -> "CASE WHEN trim(" + text + ") <> '' THEN " + text + " END";
      case NUMBER -> "CASE WHEN NOT isnan(CAST(" + name + " AS DOUBLE)) THEN " + name + " END";
      case OTHER -> text;
      case WHOLE, TRUTH, TIME -> name;
    };
  }

  static Kind kind(String type) {
    String plain = type.toUpperCase(Locale.ROOT);
    if (plain.endsWith("]") || plain.startsWith("STRUCT") || plain.startsWith("MAP")) {
      return Kind.OTHER;
    }
    if (plain.endsWith("INT") || plain.endsWith("INTEGER")) {
      return Kind.WHOLE;
    }
    if (plain.equals("FLOAT") || plain.equals("DOUBLE") || plain.startsWith("DECIMAL")) {
      return Kind.NUMBER;
    }
    if (plain.equals("DATE") || plain.startsWith("TIMESTAMP")) {
      return Kind.TIME;
    }
    return switch (plain) {
      case "BOOLEAN" -> Kind.TRUTH;
      // More digits than any whole number of a model: a name of something.
      case "VARCHAR", "UUID", "TIME", "TIME WITH TIME ZONE", "BIGNUM" -> Kind.TEXT;
      default -> plain.startsWith("ENUM") ? Kind.TEXT : Kind.OTHER;
    };
  }

  /// A file that is read.
  static String file(Path path) {
    return Quoted.text(FileQueries.exact(path));
  }
}
