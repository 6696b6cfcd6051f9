// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Words;
import java.util.List;
import java.util.Optional;

/// What one column of a data file holds.
///
/// @param storedAs the type as the file or its reader has it, such as `BIGINT`
/// @param missing rows without a value; a number that is not a number counts as missing
/// @param distinct number of different values
/// @param exact whether `distinct` was counted and the quantiles come of all values; above a
///   million rows both are estimated: the one mostly within 10 %, the others off by less than a
///   thousandth of the rows
/// @param histogram equal-width bins of numbers, from the smallest to the largest
/// @param top its most frequent values, the most frequent first, at most ten; empty where nearly
///   every value is different in a large file
public record ColumnProfile(
    String name,
    Kind kind,
    String storedAs,
    long missing,
    long distinct,
    boolean exact,
    Optional<Numbers> numbers,
    Optional<Period> period,
    List<Bin> histogram,
    List<Frequent> top) {

  /// How values are told apart and compared.
  public enum Kind {
    WHOLE,
    NUMBER,
    TRUTH,
    TIME,
    TEXT,
    /// Lists, structures, bytes: counted, not looked into
    OTHER;

    public boolean isNumeric() {
      return this == WHOLE || this == NUMBER;
    }

    /// For a person: `whole number`.
    public String word() {
      return this == WHOLE ? "whole number" : Words.of(this);
    }
  }

  public ColumnProfile {
    histogram = List.copyOf(histogram);
    top = List.copyOf(top);
  }

  /// The same with other texts for its most frequent values.
  public ColumnProfile showing(List<Frequent> written) {
    return new ColumnProfile(
        name, kind, storedAs, missing, distinct, exact, numbers, period, histogram, written);
  }

  /// Whether its values are too many to be counted one by one: in a file so large that not all are
  /// kept, the different ones are more than are counted.
  public boolean hasTooManyValues() {
    return !exact && distinct > 0 && top.isEmpty();
  }

  /// Of the finite numbers.
  ///
  /// @param infinite how many values are infinite
  /// @param quantiles ascending
  public record Numbers(
      double min,
      double max,
      double mean,
      double deviation,
      long infinite,
      List<Quantile> quantiles) {
    public Numbers {
      quantiles = List.copyOf(quantiles);
    }
  }

  /// The value that a share of the values does not exceed.
  public record Quantile(double at, double value) {}

  /// First and last moment, in ISO form.
  public record Period(String first, String last) {}

  /// Values from `low` to below `high`; the last bin has its upper end too.
  public record Bin(double low, double high, long count) {}

  public record Frequent(String value, long count) {}
}
