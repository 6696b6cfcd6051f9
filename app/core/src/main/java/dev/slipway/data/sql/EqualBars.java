// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

  /// What the engine is asked for [#counts].
  String question(LoadedFile file, LoadedFile.Column column) {
    return "SELECT "
        + place("x")
        + " AS bar, count(*) FROM (SELECT "
        + number(column)
        + " AS x FROM "
        + file.table()
        + ") WHERE isfinite(x) GROUP BY bar";
  }

  /// Rows of a file in each bar.
  ///
  /// @param answer to the question
  List<Long> counts(List<Row> answer) {
    var counts = new ArrayList<>(Collections.nCopies(count(), 0L));
    for (Row row : answer) {
      counts.set((int) row.whole(0), row.whole(1));
    }
    return counts;
  }
}
