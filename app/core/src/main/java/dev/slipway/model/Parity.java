// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

/// How far a converted model's answers are from the original's, over rows that both answered.
///
/// A difference is relative to the original's number. For the sums of products of Tribuo and
/// scikit-learn it is relative to a tenth of the largest number that the original gave for any row
/// where that is more: what cancels out to nearly nothing is not asked to have digits that the
/// terms did not have.
///
/// @param rows how many rows both answered
/// @param rowsFrom where they come from, such as `data/train.csv`
/// @param largest absolute difference of two scores
/// @param relative largest relative difference of two scores
/// @param otherClasses rows for which the two name different classes; 0 for a regression
/// @param ties rows with different classes that the original has as equally good, but for the last
///   digits of a double, which depend on the order of adding up; not counted in `otherClasses`
public record Parity(
    int rows, String rowsFrom, double largest, double relative, int otherClasses, int ties) {

  /// What a relative difference may be at most.
  public static final double TOLERANCE = 1e-5;

  public boolean holds() {
    return rows > 0 && otherClasses == 0 && relative <= TOLERANCE;
  }

  /// How far they are apart, for who is told that they may not be.
  ///
  /// @param allowed what a relative difference could have been
  public String inWords(double allowed) {
    return "Of %d rows (%s), %d got another class; a number is off by up to %.3g, %.3g relative, where at most %.0e is let through."
        .formatted(rows, rowsFrom, otherClasses, largest, relative, allowed);
  }
}
