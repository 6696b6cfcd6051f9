// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Progress;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Bin;
import dev.slipway.data.ColumnProfile.Frequent;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.ColumnProfile.Numbers;
import dev.slipway.data.ColumnProfile.Period;
import dev.slipway.data.ColumnProfile.Quantile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Profiles one column of a loaded file.
final class ColumnProfiler {

  /// Up to here every different value is counted.
  private static final long COUNTED_ROWS = 1_000_000;

  /// In larger files, columns with more different values than this have no list of frequent ones.
  private static final long MOST_GROUPS = 100_000;

  private static final int FREQUENT = 10;

  static final List<Double> QUANTILES = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);

  private final FileQueries queries;
  private final LoadedFile file;
  private final String doing;

  ColumnProfiler(FileQueries queries, LoadedFile file) {
    this.queries = queries;
    this.file = file;
    this.doing = "looking at " + file.source();
  }

  ColumnProfile profile(LoadedFile.Column column) throws SQLException, InterruptedException {
    boolean exact = file.rows() <= COUNTED_ROWS;
    String of = column.sql();
    Row counts =
        one((exact ? "count(DISTINCT " : "approx_count_distinct(") + of + "), count(" + of + ")");
    long present = counts.whole(1);
    long distinct = Math.min(present, counts.whole(0));
    Optional<Numbers> numbers =
        column.kind().isNumeric() && present > 0 ? numbers(column) : Optional.empty();
    boolean grouped = column.kind() != Kind.OTHER && (exact || distinct <= MOST_GROUPS);
    return new ColumnProfile(
        column.name(),
        column.kind(),
        column.storedAs(),
        file.rows() - present,
        distinct,
        exact,
        numbers,
        column.kind() == Kind.TIME ? period(column) : Optional.empty(),
        numbers.isPresent() ? histogram(column, numbers.get()) : List.of(),
        grouped ? frequent(column) : List.of());
  }

  private Optional<Numbers> numbers(LoadedFile.Column column)
      throws SQLException, InterruptedException {
    String of = column.numbers();
    // A digest of ten million values is off by less than a thousandth of the rows, and takes no
    // sorting.
    String quantiles = file.rows() <= COUNTED_ROWS ? "quantile_cont" : "approx_quantile";
    Row found =
        one(
            "min(x), max(x), avg(x), coalesce(stddev_samp(x), 0), "
                + quantiles
                + "(x, "
                + QUANTILES
                + "), count(y) - count(x)",
            "(SELECT " + of + " AS x, " + column.sql() + " AS y FROM " + file.table() + ")");
    if (found.real(0).isEmpty()) {
      return Optional.empty();
    }
    List<Quantile> marks = new ArrayList<>();
    List<Double> values = found.reals(4);
    for (int i = 0; i < values.size(); i++) {
      marks.add(new Quantile(QUANTILES.get(i), values.get(i)));
    }
    return Optional.of(
        new Numbers(
            found.real(0).orElseThrow(),
            found.real(1).orElseThrow(),
            found.real(2).orElseThrow(),
            found.real(3).orElseThrow(),
            found.whole(5),
            marks));
  }

  private Optional<Period> period(LoadedFile.Column column)
      throws SQLException, InterruptedException {
    Row found =
        one(
            "CAST(min(t) AS VARCHAR), CAST(max(t) AS VARCHAR)",
            "(SELECT " + column.sql() + " AS t FROM " + file.table() + ") WHERE isfinite(t)");
    return found.text(0).map(first -> new Period(first, found.text(1).orElse(first)));
  }

  private List<Bin> histogram(LoadedFile.Column column, Numbers numbers)
      throws SQLException, InterruptedException {
    var bars = new EqualBars(numbers.min(), numbers.max());
    List<Long> counts =
        bars.counts(queries.rows(bars.question(file, column), Progress.NONE, doing));
    return IntStream.range(0, bars.count())
        .mapToObj(i -> new Bin(bars.from(i), bars.to(i), counts.get(i)))
        .toList();
  }

  private List<Frequent> frequent(LoadedFile.Column column)
      throws SQLException, InterruptedException {
    String of = column.sql();
    return queries
        .rows(
            "SELECT CAST("
                + of
                + " AS VARCHAR), count(*) AS n FROM "
                + file.table()
                + " WHERE "
                + of
                + " IS NOT NULL GROUP BY "
                + of
                + " ORDER BY n DESC, "
                + of
                + " LIMIT "
                + FREQUENT,
            Progress.NONE,
            doing)
        .stream()
        .map(row -> new Frequent(plain(column.kind(), row.text(0).orElse("")), row.whole(1)))
        .toList();
  }

  /// A whole number without its `.0`, as the file has it.
  private static String plain(Kind kind, String text) {
    return kind == Kind.NUMBER && text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private Row one(String what) throws SQLException, InterruptedException {
    return one(what, file.table());
  }

  private Row one(String what, String from) throws SQLException, InterruptedException {
    return queries.rows("SELECT " + what + " FROM " + from, Progress.NONE, doing).getFirst();
  }
}
