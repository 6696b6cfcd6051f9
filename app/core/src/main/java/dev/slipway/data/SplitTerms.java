// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a project states about how its rows became reference and holdout. What is not stated cannot
/// be checked, and what is not checked is not passed.
///
/// @param entity the column that names whose row it is, such as a patient or a customer, or [#NONE]
///   where each row is its own
/// @param time the column that says when a row is from, or [#NONE] where that does not matter
/// @param equalRows whether rows that are equal in all that the model is given are observations of
///   their own
/// @param known columns that nearly tell the label and yet are known when the model is asked
public record SplitTerms(
    Optional<String> entity, Optional<String> time, boolean equalRows, SortedSet<String> known) {

  /// Stated instead of a column.
  public static final String NONE = "none";

  /// Nothing is stated.
  public static final SplitTerms UNSTATED =
      new SplitTerms(
          Optional.empty(),
          Optional.empty(),
          false,
          Collections.unmodifiableSortedSet(new TreeSet<>()));

  public SplitTerms {
    known = Collections.unmodifiableSortedSet(new TreeSet<>(known));
  }

  /// Whether a column says whose or when a row is.
  public boolean names(String column) {
    return !column.equals(NONE)
        && (entity.equals(Optional.of(column)) || time.equals(Optional.of(column)));
  }

  /// As Java writes records, on which hashes of what was stated rest; by itself Java makes classes
  /// for it at each start.
  @Override
  public String toString() {
    return "SplitTerms[entity="
        + entity
        + ", time="
        + time
        + ", equalRows="
        + equalRows
        + ", known="
        + known
        + "]";
  }
}
