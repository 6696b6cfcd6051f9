// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Sha256;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What a data file holds, column by column, and what is wrong with it.
public record DataReport(
    String source, Sha256 sha256, int rows, List<Column> columns, List<Finding> findings) {

  public DataReport {
    columns = List.copyOf(columns);
    findings = List.copyOf(findings);
  }

  /// The same with more findings.
  DataReport and(List<Finding> more) {
    return new DataReport(
        source, sha256, rows, columns, Stream.concat(findings.stream(), more.stream()).toList());
  }

  /// One column.
  ///
  /// @param type `number` or `text`
  /// @param missing number of empty values
  /// @param distinct number of different values
  /// @param min, max, mean of a numeric column
  /// @param top its most frequent values, the most frequent first, at most ten
  public record Column(
      String name,
      String type,
      int missing,
      int distinct,
      OptionalDouble min,
      OptionalDouble max,
      OptionalDouble mean,
      List<String> top) {
    public Column {
      top = List.copyOf(top);
    }
  }
}
