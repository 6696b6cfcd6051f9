// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Numbers;
import dev.slipway.data.ColumnProfile.Kind;
import java.util.List;

/// How a column of the holdout is spread beside the same column of the reference.
///
/// @param kind of the values of both, by which the bars are cut
/// @param bars the values of both files, cut alike: numbers from the smallest to the largest, other
///   values by how frequent they are in the reference; what else there is comes last
/// @param index the population stability index over the bins that a drift monitor has for the input
///   that the column fills; of another column, over those that it would have for an input of the
///   column's kind
/// @param limit above it the two differ; no less than [DriftCalibration#ALERT]
public record ColumnDrift(
    String column, Kind kind, List<Bar> bars, double index, double limit, Outcome outcome) {

  /// Why a column that both files have has none, for a person: [#takes], and what is left out where
  /// the memory does not suffice.
  public static final String UNCOMPARED = "moments, lists, or too large for the memory";

  public ColumnDrift {
    bars = List.copyOf(bars);
  }

  /// Whether values of a kind are compared.
  public static boolean takes(Kind kind) {
    return kind != Kind.TIME && kind != Kind.OTHER;
  }

  /// What the index says.
  public enum Outcome {
    /// Not above what is too small to act on
    ALIKE,
    DRIFTED,
    /// Too few rows to tell the two apart
    UNSURE,
    /// No value comes often enough for a bin of its own, so that a change would not show
    UNWATCHED,
    /// Too many different values to count them one by one
    TOO_MANY,
    /// The two files hold values of different kinds, which cannot be compared
    MIXED
  }

  /// What the values of a bar have in common.
  public enum Holds {
    RANGE,
    VALUE,
    /// What no other bar holds: rare values, or what is no finite number
    OTHERS,
    MISSING
  }

  /// @param value of a bar of one value; empty otherwise
  /// @param low, high ends of a range, from `low` to below `high`; the last has its upper end too
  /// @param reference rows of the reference
  /// @param holdout rows of the holdout
  public record Bar(
      Holds holds, String value, double low, double high, long reference, long holdout) {

    /// One that is no range.
    public static Bar of(Holds holds, String value, long reference, long holdout) {
      return new Bar(holds, value, 0, 0, reference, holdout);
    }
  }

  /// @param reference rows of the reference in each bin
  /// @param holdout rows of the holdout in each of the same bins
  public static ColumnDrift of(
      String column, Kind kind, List<Bar> bars, List<Long> reference, List<Long> holdout) {
    double index = DriftCalibration.index(array(reference), array(holdout));
    double limit = DriftCalibration.limit(reference, sum(holdout), index);
    Outcome outcome;
    if (reference.size() == 1 && sum(reference) > 0) {
      outcome = Outcome.UNWATCHED;
    } else if (!DriftCalibration.isEnough(reference, sum(reference)) || sum(holdout) == 0) {
      outcome = Outcome.UNSURE;
    } else if (index > limit) {
      outcome = Outcome.DRIFTED;
    } else {
      outcome = index > DriftCalibration.ALERT ? Outcome.UNSURE : Outcome.ALIKE;
    }
    return new ColumnDrift(column, kind, bars, index, limit, outcome);
  }

  /// One of which no more is known than how many rows of each have a value.
  ///
  /// @param why [Outcome#TOO_MANY] or [Outcome#MIXED]
  public static ColumnDrift uncompared(String column, Kind kind, List<Bar> bars, Outcome why) {
    return new ColumnDrift(column, kind, bars, 0, DriftCalibration.ALERT, why);
  }

  /// For a person: `no drift`.
  public String word() {
    return switch (outcome) {
      case ALIKE -> "no drift";
      case DRIFTED -> "drifted";
      case UNSURE -> "too few rows";
      case UNWATCHED -> "too rare";
      case TOO_MANY -> "too many";
      case MIXED -> "other kind";
    };
  }

  /// Why, in a sentence.
  public String because() {
    String is = "The population stability index is " + Numbers.brief(index);
    String above = Numbers.brief(limit);
    return switch (outcome) {
      case ALIKE -> is + "; above " + above + " the two would differ.";
      case DRIFTED -> is + "; above " + above + " neither size nor chance excuses it.";
      case UNSURE -> is + "; of so few rows, chance alone may give as much.";
      case UNWATCHED ->
          "No value comes in %d rows of the reference, so that a change would not show."
              .formatted(DriftCalibration.LEAST_ROWS);
      case TOO_MANY ->
          "It has more different values than are counted one by one in so large a file, so that a"
              + " change would not show.";
      case MIXED ->
          "The two files hold values of different kinds, such as numbers and texts, which cannot"
              + " be compared.";
    };
  }

  private static long[] array(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
