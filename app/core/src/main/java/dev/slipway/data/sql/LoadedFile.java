// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A data file whose values DuckDB holds.
///
/// @param source as the user named it
/// @param table the name in DuckDB
/// @param width columns of that table
/// @param columns all of them, or some
record LoadedFile(
    Path path,
    String source,
    DataFormat format,
    String table,
    long rows,
    int width,
    List<Column> columns) {

  LoadedFile(
      Path path, String source, DataFormat format, String table, long rows, List<Column> columns) {
    this(path, source, format, table, rows, columns.size(), columns);
  }

  /// One column, in which missing values are NULL.
  ///
  /// @param name as the file has it
  /// @param sql its name in DuckDB, which is none of the file's: there names differ by more than
  ///   case, and `rowid` is a word of its own
  record Column(String name, String sql, String storedAs, Kind kind) {

    /// The type of its values in DuckDB, where what is not looked into is a text too.
    String type() {
      return kind == Kind.TEXT || kind == Kind.OTHER ? "VARCHAR" : storedAs;
    }

    /// Its finite numbers.
    String numbers() {
      return finite("CAST(" + sql() + " AS DOUBLE)");
    }

    /// A number or a moment that is finite, or NULL.
    static String finite(String value) {
      return "CASE WHEN isfinite(%1$s) THEN %1$s END".formatted(value);
    }

    /// Its values as texts that are the same however a file stores them: 1 in one is 1.0 in
    /// another, a day is its midnight; whole numbers beyond 2^53 keep all their digits.
    ///
    /// @param single whether numbers are the same that have the same seven digits or so
    String texts(boolean single) {
      return switch (kind) {
        case NUMBER -> text("CAST(" + sql + " AS DOUBLE)", single);
        case TIME -> "CAST(CAST(" + sql + " AS TIMESTAMP) AS VARCHAR)";
        case WHOLE, TRUTH, TEXT, OTHER -> "CAST(" + sql + " AS VARCHAR)";
      };
    }

    /// The same where another file holds values of another kind, as one cell that is no number
    /// makes texts of all: what reads as a number, a truth or a time is written as such.
    ///
    /// @param single as above
    String textsOfAnyKind(boolean single) {
      String truth =
          "CASE lower(%1$s) WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE %1$s END"
              .formatted(bare());
      return "coalesce(%s, CAST(TRY_CAST(%s AS TIMESTAMP) AS VARCHAR), %s)"
          .formatted(text("TRY_CAST((" + truth + ") AS DOUBLE)", single), bare(), bare());
    }

    private String bare() {
      return "trim(CAST(" + sql + " AS VARCHAR))";
    }

    private static String text(String number, boolean single) {
      return "CASE WHEN %1$s = trunc(%1$s) AND abs(%1$s) < 9007199254740992 THEN CAST(CAST(%1$s AS BIGINT) AS VARCHAR) ELSE %2$s END"
          .formatted(
              number,
              single
                  ? "coalesce(CAST(TRY_CAST(%1$s AS FLOAT) AS VARCHAR), CAST(%1$s AS VARCHAR))"
                      .formatted(number)
                  : "CAST(" + number + " AS VARCHAR)");
    }

    boolean isSingle() {
      return storedAs.equals("FLOAT");
    }
  }

  /// Some of its columns.
  LoadedFile with(List<Column> some) {
    return new LoadedFile(path, source, format, table, rows, width, some);
  }

  /// The same in another table of DuckDB, which has no more columns.
  LoadedFile in(String other) {
    return new LoadedFile(path, source, format, other, rows, columns);
  }

  /// Its columns by their names.
  Map<String, Column> byName() {
    Map<String, Column> named = new LinkedHashMap<>();
    columns.forEach(column -> named.putIfAbsent(column.name(), column));
    return named;
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
