// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.List;
import java.util.Optional;

/// Rows and columns held in memory; every value is kept as its text, a missing one as the empty
/// string.
public record Table(String source, List<String> columns, List<List<String>> rows) {

  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// The position of a column, where there is one of that name.
  public Optional<Integer> indexOf(String column) {
    int index = columns.indexOf(column);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }
}
