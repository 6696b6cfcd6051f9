// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.base.ProblemException;
import java.util.List;
import java.util.Optional;

/// Rows on which a conversion is tried, besides those that are made up within the features' known
/// ranges.
@FunctionalInterface
public interface ParityRows {

  /// Rows of a table.
  ///
  /// @param source name of the file they are from
  /// @param rows one number for each feature, in the order asked for; NaN where there is none
  record Given(String source, List<double[]> rows) {
    public Given {
      rows = List.copyOf(rows);
    }
  }

  /// Rows of a table whose columns need not be numbers.
  ///
  /// @param source name of the file they are from
  /// @param rows one text for each column, in the order asked for, as the table has it
  record Written(String source, List<List<String>> rows) {
    public Written {
      rows = List.copyOf(rows);
    }
  }

  /// @param columns that are wanted, in this order
  /// @return empty where there is no data
  Optional<Written> written(List<String> columns) throws ProblemException;

  /// The same where all are numbers.
  default Optional<Given> of(List<String> features) throws ProblemException {
    Optional<Written> table = written(features);
    return table.map(given ->
        new Given(given.source(), given.rows().stream().map(ParityRows::numbers).toList()));
  }

  private static double[] numbers(List<String> row) {
    return row.stream().mapToDouble(ParityRows::number).toArray();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /// No data at hand.
  static ParityRows none() {
    return columns -> Optional.empty();
  }
}
