// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.util.List;
import java.util.function.Function;

/// Bars of equal width over the numbers of a column, from the smallest to the largest; one alone
/// where all are the same.
record EqualBars(double low, double high) {

  private static final int BARS = 20;

  int count() {
    return width() > 0 && Double.isFinite(width()) ? BARS : 1;
  }

  private double width() {
    return (high - low) / BARS;
  }

  double from(int bar) {
    return bar == 0 ? low : low + bar * width();
  }

  double to(int bar) {
    return bar == count() - 1 ? high : low + (bar + 1) * width();
  }

  /// A column as a number, or NULL.
  static String number(LoadedFile.Column column) {
    return "TRY_CAST(" + column.sql() + " AS DOUBLE)";
  }

  /// The bar of a finite number, from 0 on.
  String place(String number) {
    return count() == 1
        ? "0"
        : "CAST(least(%d, greatest(0, floor((%s - %s) / %s))) AS INTEGER)"
            .formatted(BARS - 1, number, Quoted.number(low), Quoted.number(width()));
  }

  /// Rows in each bar.
  ///
  /// @return what reads it from the answer
  Function<Row, List<Long>> counts(Aggregates asked, LoadedFile.Column column) {
    String number = asked.value(number(column));
    return asked.counts(
        "CASE WHEN isfinite(%s) THEN %s END".formatted(number, place(number)), count());
  }
}
