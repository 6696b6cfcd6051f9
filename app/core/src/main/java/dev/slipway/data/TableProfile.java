// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a data file holds, column by column.
///
/// @param source the file, as the user named it
/// @param duplicates rows that repeat an earlier one
public record TableProfile(
    String source,
    DataFormat format,
    Sha256 sha256,
    Bytes size,
    long rows,
    long duplicates,
    List<ColumnProfile> columns) {

  public TableProfile {
    columns = List.copyOf(columns);
  }

  /// Its columns by their names, for whoever asks of many.
  public Map<String, ColumnProfile> byName() {
    Map<String, ColumnProfile> named = new LinkedHashMap<>();
    columns.forEach(column -> named.putIfAbsent(column.name(), column));
    return named;
  }

  public Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
