// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.List;
import java.util.Optional;

/// Which columns of the data the model is given.
///
/// @param features as the files call them; empty where the model does not take rows of a table
/// @param takesMissing those that lack values in the reference too, and whose gaps the model
///   answers with numbers
public record ModelColumns(Optional<List<String>> features, List<String> takesMissing) {

  /// Where nobody knows what the model takes.
  public static final ModelColumns UNKNOWN = new ModelColumns(Optional.empty(), List.of());

  public ModelColumns {
    features = features.map(List::copyOf);
    takesMissing = List.copyOf(takesMissing);
  }

  /// Whether nobody is harmed by a missing value there.
  boolean mayLack(String column) {
    return isUnused(column) || takesMissing.contains(column);
  }

  /// Whether it is known that the model is not given the column.
  boolean isUnused(String column) {
    return features.isPresent() && !features.get().contains(column);
  }
}
