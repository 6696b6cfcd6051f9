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

  /// @param features the columns that are wanted, in this order
  /// @return empty where there is no data
  Optional<Given> of(List<String> features) throws ProblemException;

  /// No data at hand.
  static ParityRows none() {
    return features -> Optional.empty();
  }
}
