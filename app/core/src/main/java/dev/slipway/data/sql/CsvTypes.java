// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Progress;
import dev.slipway.request.CsvHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Of which types a CSV's columns are, as all of its rows say: told from the first ones, a column
/// of whole numbers would have later fractions rounded to them without a word. A reader that is
/// told them looks at the first rows only, for how lines end, so that no file is looked through
/// twice before it is read.
///
/// @param columns types in the order of the file
/// @param dates how days are written; empty where they are written as in SQL
/// @param moments how moments are written; empty where they are written as in SQL
record CsvTypes(List<String> columns, Optional<String> dates, Optional<String> moments) {

  /// From all rows.
  static final String ALL_ROWS = "sample_size = -1";

  /// What the engine says of days that it read as SQL has them; told to a reader, it would hold
  /// each to these very signs.
  private static final String AS_IN_SQL = "%Y-%m-%d";

  CsvTypes {
    columns = List.copyOf(columns);
  }

  /// @param candidates what values may look like, as an option of the reader
  /// @return empty for a file whose name is a pattern to the engine: it reads it by an escaped
  ///   name, and does not tell its types by that
  static Optional<CsvTypes> of(FileQueries queries, Path path, CsvHeader header, String candidates)
      throws SQLException, IOException, InterruptedException {
    if (!FileQueries.exact(path).equals(FileQueries.plain(path))) {
      return Optional.empty();
    }
    List<Row> rows =
        queries.rows(
            "SELECT one.type, DateFormat, TimestampFormat FROM (SELECT unnest(Columns) AS one,"
                + " DateFormat, TimestampFormat FROM sniff_csv"
                + FileLoader.options(path, header, FileLoader.MISSING, candidates + ALL_ROWS)
                + ")",
            Progress.NONE,
            "telling types");
    Row first = rows.getFirst();
    return Optional.of(
        new CsvTypes(
            rows.stream().map(row -> row.text(0).orElseThrow()).toList(),
            first.text(1).filter(format -> !format.equals(AS_IN_SQL)),
            first.text(2)));
  }

  /// As options of the reader.
  String stated() {
    return "types = "
        + Quoted.texts(columns)
        + dates.map(format -> ", dateformat = " + Quoted.text(format)).orElse("")
        + moments.map(format -> ", timestampformat = " + Quoted.text(format)).orElse("");
  }
}
