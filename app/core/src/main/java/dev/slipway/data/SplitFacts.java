// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.request.Table;
import java.util.List;
import java.util.Optional;

/// What was found in common between the reference and the holdout, before anybody judges it.
///
/// @param reference a sample of the rows that the model learned from, all with their label; it
///   carries the file's name
/// @param holdout a sample of the rows that it is scored on
/// @param rarer further rows of the reference, up to twenty of each class; none where the sample is
///   the whole file
/// @param rarerOfHoldout the same of the holdout
/// @param pairs of rows of the whole files
/// @param rows empty where the files have no column in common
/// @param entity of the stated column, where both files have it
/// @param time of the stated column, where both files have it
public record SplitFacts(
    Table reference,
    Table holdout,
    Table rarer,
    Table rarerOfHoldout,
    double pairs,
    Optional<Rows> rows,
    Optional<Keys> entity,
    Optional<Times> time) {

  /// Rows that are in both files.
  ///
  /// @param columns that were compared
  /// @param ofModel whether they are those that the model is given
  /// @param shared rows of the holdout that are equal to one of the reference
  /// @param all rows of the holdout
  /// @param repeated share of the reference's rows that are equal to another of its own
  public record Rows(
      List<String> columns, boolean ofModel, long shared, long all, double repeated) {
    public Rows {
      columns = List.copyOf(columns);
    }
  }

  /// Keys of entities.
  ///
  /// @param shared different keys of the holdout that the reference has too
  /// @param all different keys of the holdout
  /// @param sharedRows rows of the holdout with a shared key
  /// @param without rows of the holdout without a key
  /// @param knownWithout rows of the reference without one
  public record Keys(long shared, long all, long sharedRows, long without, long knownWithout) {}

  /// When rows are from.
  ///
  /// @param comparable whether both files tell time in the same way
  /// @param last the latest moment of the reference
  /// @param first the earliest of the holdout
  /// @param early rows of the holdout that are not later than that
  /// @param unread values of both files that are no time
  /// @param without rows of both files that have none
  public record Times(
      boolean comparable,
      Optional<String> last,
      Optional<String> first,
      long early,
      long unread,
      long without) {}
}
