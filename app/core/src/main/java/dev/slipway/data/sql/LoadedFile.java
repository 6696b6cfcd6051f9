// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A data file whose values DuckDB holds.
///
/// @param source as the user named it
/// @param table the name in DuckDB
record LoadedFile(
    Path path, String source, DataFormat format, String table, long rows, List<Column> columns) {

  /// One column, in which missing values are NULL.
  record Column(String name, String storedAs, Kind kind) {

    String sql() {
      return Quoted.name(name);
    }

    /// Its finite numbers.
    String numbers() {
      String number = "CAST(" + sql() + " AS DOUBLE)";
      return "CASE WHEN isfinite(" + number + ") THEN " + number + " END";
    }

    /// Its values as texts that are the same however a file stores them.
    String texts() {
      return kind.isNumeric()
          ? "CAST(CAST(" + sql() + " AS DOUBLE) AS VARCHAR)"
          : "CAST(" + sql() + " AS VARCHAR)";
    }
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
