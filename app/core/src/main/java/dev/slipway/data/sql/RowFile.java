// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A data file of rows as it lies there, unread.
///
/// @param name as the user calls it
/// @param groups rows of each row group of a Parquet file; empty for others, which do not say
public record RowFile(
    Path path, String name, DataFormat format, List<Column> columns, List<Long> groups) {

  /// @param known what the engine calls it: a place in a CSV, its name in others
  /// @param type as the engine reads it; a CSV holds texts
  public record Column(String name, String known, String type, Kind kind) {

    /// Whether each value that the column's type holds is the same value in another type.
    public boolean isKeptAs(String other) {
      return Widening.isLossless(type, other);
    }
  }

  public RowFile {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }

  /// Where the file says so without being read.
  public OptionalLong rows() {
    return format == DataFormat.PARQUET
        ? OptionalLong.of(groups.stream().mapToLong(Long::longValue).sum())
        : OptionalLong.empty();
  }

  public Optional<Column> column(String column) {
    return columns.stream().filter(one -> one.name().equals(column)).findFirst();
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
