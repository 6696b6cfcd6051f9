// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.List;
import java.util.Optional;

/// Which columns of the data the model is given.
///
/// @param features as the files call them; empty where that is not known
/// @param takesMissing those that lack values in the reference too, and whose gaps the model
///   answers with numbers
/// @param noTable whether it is known that it takes no rows of a table, such as images
public record ModelColumns(
    Optional<List<String>> features, List<String> takesMissing, boolean noTable) {

  /// Where nobody knows what the model takes.
  public static final ModelColumns UNKNOWN = new ModelColumns(Optional.empty(), List.of());

  /// Where it takes something else than rows of a table.
  public static final ModelColumns NONE = new ModelColumns(Optional.empty(), List.of(), true);

  public ModelColumns(Optional<List<String>> features, List<String> takesMissing) {
    this(features, takesMissing, false);
  }

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
