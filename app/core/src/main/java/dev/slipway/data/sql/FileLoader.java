// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.CsvHeader;
import dev.slipway.data.DataFormat;
import dev.slipway.data.TableReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Brings a data file into DuckDB, where what means "missing" is NULL.
final class FileLoader {

  /// What tables write where there is no value; in Parquet and JSON, a text is what it says.
  private static final List<String> MISSING =
      List.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None");

  /// Bytes that are read once more for a better message.
  private static final long READ_AGAIN = 64 << 20;

  private static final int SEEN_FOR_TYPES = 20_480;

  private final FileQueries queries;

  FileLoader(FileQueries queries) {
    this.queries = queries;
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
            loaded(path, source, format, table, "read_parquet(" + file(path) + ")", progress);
        case JSON_LINES ->
            loaded(
                path,
                source,
                format,
                table,
                "read_json("
                    + file(path)
                    + ", format = 'newline_delimited', sample_size = -1,"
                    + " maximum_depth = 2)",
                progress);
      };
    } catch (SQLException e) {
      throw Refusals.unreadable(source, doing, format, e);
    }
  }

  /// Types are told from the first rows; where a later row does not fit, from all of them.
  private LoadedFile csv(DataFiles.Source given, String table, Progress progress)
      throws SQLException, ProblemException, InterruptedException {
    Path path = given.path();
    String source = given.name();
    String types = given.asWritten() ? "all_varchar = true, " : "";
    CsvHeader header = CsvHeader.of(path);
    try {
      return loaded(
          path,
          source,
          DataFormat.CSV,
          table,
          csv(path, header, types + "sample_size = " + SEEN_FOR_TYPES),
          progress);
    } catch (SQLException laterRowIsOfAnotherType) {
      String message = String.valueOf(laterRowIsOfAnotherType.getMessage());
      if (message.contains("sniffing")) {
        sayWhere(path);
      }
      if (!message.contains("onver")) {
        throw laterRowIsOfAnotherType;
      }
      return loaded(
          path,
          source,
          DataFormat.CSV,
          table,
          csv(path, header, types + "sample_size = -1"),
          progress);
    }
  }

  /// The engine does not say which line of a short file has too many or too few values; our own
  /// reader does.
  private static void sayWhere(Path path) throws ProblemException {
    if (path.toFile().length() <= READ_AGAIN) {
      TableReader.read(path);
    }
  }

  private static String csv(Path path, CsvHeader header, String types) {
    return "read_csv("
        + file(path)
        + ", header = true, delim = "
        + Quoted.text(String.valueOf(header.separator()))
        + ", quote = '\"', escape = '\"', nullstr = "
        + Quoted.texts(MISSING)
        + ", names = "
        + Quoted.texts(header.columns())
        + ", "
        + types
        + ")";
  }

  private LoadedFile loaded(
      Path path, String source, DataFormat format, String table, String relation, Progress progress)
      throws SQLException, ProblemException, InterruptedException {
    String doing = "reading " + source;
    List<LoadedFile.Column> stored = new ArrayList<>();
    for (Row row : queries.rows("DESCRIBE SELECT * FROM " + relation, Progress.NONE, doing)) {
      String type = row.text(1).orElse("");
      stored.add(new LoadedFile.Column(row.text(0).orElse(""), type, kind(type)));
    }
    List<String> values = stored.stream().map(FileLoader::value).toList();
    queries.rows(
        "CREATE TABLE " + table + " AS SELECT " + String.join(", ", values) + " FROM " + relation,
        progress,
        doing);
    long rows =
        queries.rows("SELECT count(*) FROM " + table, Progress.NONE, doing).getFirst().whole(0);
    if (rows == 0) {
      throw Refusals.noRows(source, stored.size());
    }
    return new LoadedFile(path, source, format, table, rows, stored);
  }

  private static String value(LoadedFile.Column column) {
    String name = column.sql();
    String value =
        switch (column.kind()) {
          case TEXT -> "CASE WHEN trim(" + name + ") <> '' THEN " + name + " END";
          case NUMBER -> "CASE WHEN NOT isnan(CAST(" + name + " AS DOUBLE)) THEN " + name + " END";
          case OTHER -> "CAST(" + name + " AS VARCHAR)";
          case WHOLE, TRUTH, TIME -> name;
        };
    return value + " AS " + name;
  }

  private static Kind kind(String type) {
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
      case "VARCHAR", "UUID", "TIME" -> Kind.TEXT;
      default -> plain.startsWith("ENUM") ? Kind.TEXT : Kind.OTHER;
    };
  }

  private static String file(Path path) {
    return Quoted.text(FileQueries.plain(path));
  }
}
