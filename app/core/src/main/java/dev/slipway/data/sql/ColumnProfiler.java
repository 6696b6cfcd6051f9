// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Bin;
import dev.slipway.data.ColumnProfile.Frequent;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.ColumnProfile.Numbers;
import dev.slipway.data.ColumnProfile.Period;
import dev.slipway.data.ColumnProfile.Quantile;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Profiles some columns of a loaded file.
final class ColumnProfiler {

  /// Up to here every different value is counted.
  private static final long COUNTED_ROWS = 1_000_000;

  /// In larger files, columns with more different values than this have no list of frequent ones.
  private static final long MOST_GROUPS = 100_000;

  private static final int FREQUENT = 10;

  static final List<Double> QUANTILES = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);

  private final DataFiles files;
  private final LoadedFile some;
  private final boolean exact;

  private ColumnProfiler(DataFiles files, LoadedFile some) {
    this.files = files;
    this.some = some;
    this.exact = some.rows() <= COUNTED_ROWS;
  }

  /// @param some columns of a file
  /// @return the profile of each, in their order
  static List<ColumnProfile> profiles(DataFiles files, LoadedFile some)
      throws SQLException, InterruptedException {
    var profiler = new ColumnProfiler(files, some);
    Map<LoadedFile.Column, ValueCounts> counts = profiler.counts();
    Map<LoadedFile.Column, Numbers> numbers =
        profiler.numbers(
            profiler.columns(
                column -> column.kind().isNumeric() && of(counts, column).present() > 0));
    Map<LoadedFile.Column, List<Bin>> histograms = profiler.histograms(numbers);
    Map<LoadedFile.Column, Period> periods = profiler.periods();
    return some.columns().stream()
        .map(column -> {
          ValueCounts counted = of(counts, column);
          return new ColumnProfile(
              column.name(),
              column.kind(),
              column.storedAs(),
              some.rows() - counted.present(),
              counted.distinct(),
              profiler.exact,
              Optional.ofNullable(numbers.get(column)),
              Optional.ofNullable(periods.get(column)),
              histograms.getOrDefault(column, List.of()),
              frequent(column.kind(), counted));
        })
        .toList();
  }

  private static ValueCounts of(
      Map<LoadedFile.Column, ValueCounts> counts, LoadedFile.Column column) {
    return Objects.requireNonNull(counts.get(column));
  }

  private List<LoadedFile.Column> columns(Predicate<LoadedFile.Column> which) {
    return some.columns().stream().filter(which).toList();
  }

  private Map<LoadedFile.Column, ValueCounts> counts() throws SQLException, InterruptedException {
    Predicate<LoadedFile.Column> isLookedInto = column -> column.kind() != Kind.OTHER;
    if (exact) {
      Map<LoadedFile.Column, ValueCounts> counted = counted(columns(isLookedInto));
      // Lists and structures may be long: none of them is an answer.
      counted.putAll(totals(columns(isLookedInto.negate()), "count(DISTINCT "));
      return counted;
    }
    Map<LoadedFile.Column, ValueCounts> estimated =
        totals(some.columns(), "approx_count_distinct(");
    estimated.putAll(
        counted(
                columns(
                    isLookedInto.and(column -> of(estimated, column).distinct() <= MOST_GROUPS)))
            .entrySet()
            .stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    each -> of(estimated, each.getKey()).with(each.getValue().top()))));
    return estimated;
  }

  private Map<LoadedFile.Column, ValueCounts> counted(List<LoadedFile.Column> columns)
      throws SQLException, InterruptedException {
    Map<LoadedFile.Column, ValueCounts> counted = new HashMap<>();
    for (List<LoadedFile.Column> alike :
        columns.stream().collect(Collectors.groupingBy(LoadedFile.Column::type)).values()) {
      List<ValueCounts> counts =
          ValueCounts.of(
              files, some, alike.stream().map(LoadedFile.Column::sql).toList(), FREQUENT);
      IntStream.range(0, alike.size()).forEach(i -> counted.put(alike.get(i), counts.get(i)));
    }
    return counted;
  }

  /// Without the most frequent values.
  ///
  /// @param different how different values are counted
  private Map<LoadedFile.Column, ValueCounts> totals(
      List<LoadedFile.Column> columns, String different) throws SQLException, InterruptedException {
    var asked = new Aggregates();
    Map<LoadedFile.Column, Function<Row, ValueCounts>> readers = new LinkedHashMap<>();
    for (LoadedFile.Column column : columns) {
      String value = asked.value(column.sql());
      int distinct = asked.ask(different + value + ")");
      int present = asked.count(value);
      readers.put(
          column,
          row ->
              new ValueCounts(
                  Math.min(row.whole(present), row.whole(distinct)),
                  row.whole(present),
                  List.of()));
    }
    return read(asked, readers);
  }

  private <T> Map<LoadedFile.Column, T> read(
      Aggregates asked, Map<LoadedFile.Column, Function<Row, T>> readers)
      throws SQLException, InterruptedException {
    Row answer = asked.answer(files, some);
    Map<LoadedFile.Column, T> found = new HashMap<>();
    readers.forEach((column, reader) -> found.put(column, reader.apply(answer)));
    return found;
  }

  private static <T> Map<LoadedFile.Column, T> present(Map<LoadedFile.Column, Optional<T>> found) {
    Map<LoadedFile.Column, T> present = new HashMap<>();
    found.forEach((column, value) -> value.ifPresent(there -> present.put(column, there)));
    return present;
  }

  /// Of columns that have a finite number.
  private Map<LoadedFile.Column, Numbers> numbers(List<LoadedFile.Column> columns)
      throws SQLException, InterruptedException {
    // A digest of ten million values is off by less than a thousandth of the rows, and takes no
    // sorting.
    String quantiles = exact ? "quantile_cont" : "approx_quantile";
    var asked = new Aggregates();
    Map<LoadedFile.Column, Function<Row, Optional<Numbers>>> readers = new LinkedHashMap<>();
    for (LoadedFile.Column column : columns) {
      String finite = asked.value(column.numbers());
      int min = asked.ask("min(" + finite + ")");
      int max = asked.ask("max(" + finite + ")");
      int mean = asked.ask("avg(" + finite + ")");
      int deviation = asked.ask("coalesce(stddev_samp(" + finite + "), 0)");
      int marks = asked.ask(quantiles + "(" + finite + ", " + QUANTILES + ")");
      int infinite = asked.ask("count(" + asked.value(column.sql()) + ") - count(" + finite + ")");
      readers.put(
          column,
          row ->
              row.real(min).isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      new Numbers(
                          row.real(min).orElseThrow(),
                          row.real(max).orElseThrow(),
                          row.real(mean).orElseThrow(),
                          row.real(deviation).orElseThrow(),
                          row.whole(infinite),
                          marks(row.reals(marks)))));
    }
    return present(read(asked, readers));
  }

  private static List<Quantile> marks(List<Double> values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> new Quantile(QUANTILES.get(i), values.get(i)))
        .toList();
  }

  private Map<LoadedFile.Column, Period> periods() throws SQLException, InterruptedException {
    var asked = new Aggregates();
    Map<LoadedFile.Column, Function<Row, Optional<Period>>> readers = new LinkedHashMap<>();
    for (LoadedFile.Column column : columns(each -> each.kind() == Kind.TIME)) {
      String time = asked.value(column.sql());
      String finite = asked.derived(LoadedFile.Column.finite(time));
      int first = asked.ask("CAST(min(" + finite + ") AS VARCHAR)");
      int last = asked.ask("CAST(max(" + finite + ") AS VARCHAR)");
      readers.put(
          column,
          row -> row.text(first).map(begin -> new Period(begin, row.text(last).orElse(begin))));
    }
    return present(read(asked, readers));
  }

  private Map<LoadedFile.Column, List<Bin>> histograms(Map<LoadedFile.Column, Numbers> numbers)
      throws SQLException, InterruptedException {
    var asked = new Aggregates();
    Map<LoadedFile.Column, Function<Row, List<Bin>>> readers = new LinkedHashMap<>();
    numbers.forEach((column, of) -> {
      var bars = new EqualBars(of.min(), of.max());
      readers.put(column, bars.counts(asked, column).andThen(counts -> bins(bars, counts)));
    });
    return read(asked, readers);
  }

  private static List<Bin> bins(EqualBars bars, List<Long> counts) {
    return IntStream.range(0, bars.count())
        .mapToObj(i -> new Bin(bars.from(i), bars.to(i), counts.get(i)))
        .toList();
  }

  private static List<Frequent> frequent(Kind kind, ValueCounts counted) {
    return counted.top().stream()
        .map(each -> new Frequent(plain(kind, each.value()), each.count()))
        .toList();
  }

  /// A whole number without its `.0`, as the file has it.
  private static String plain(Kind kind, String text) {
    return kind == Kind.NUMBER && text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
