// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Frequent;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.OutputBins;
import dev.slipway.serving.tensor.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How the values of a column are cut into bins: as the serving runtime cuts them, so that files
/// and requests can be compared.
///
/// @param type of the input that the values fill
/// @param bounds ascending upper bounds of numbers, one bin more above them; empty for categories
/// @param categories values, one bin more for others; empty for numbers
record ColumnBins(DataType type, List<Double> bounds, List<String> categories) {

  private static final int MOST_CATEGORIES = 20;

  ColumnBins {
    bounds = List.copyOf(bounds);
    categories = List.copyOf(categories);
  }

  /// A column that is to be cut.
  ///
  /// @param type of the input that it fills
  /// @param seen what is known of the column: of a large file it spares what takes long, so that
  ///   tenths are those of a digest
  record Wanted(LoadedFile.Column column, DataType type, Optional<ColumnProfile> seen) {

    /// Whether each frequent value may have a bin of its own.
    private boolean mayBeNamed() {
      return switch (type) {
        case BYTES -> true;
        case INT64, INT32, BOOL -> seen.filter(ColumnProfile::hasTooManyValues).isEmpty();
        default -> false;
      };
    }
  }

  /// Learns them from a file.
  ///
  /// @return one for each column, in their order
  static List<ColumnBins> of(DataFiles files, LoadedFile file, List<Wanted> wanted)
      throws SQLException, InterruptedException {
    List<Optional<ColumnBins>> named = named(files, file, wanted);
    List<Wanted> others =
        IntStream.range(0, wanted.size())
            .filter(i -> named.get(i).isEmpty())
            .mapToObj(wanted::get)
            .toList();
    Iterator<ColumnBins> cut = cut(files, file, others).iterator();
    return named.stream().map(bins -> bins.orElseGet(cut::next)).toList();
  }

  /// One bin for all values.
  static ColumnBins whole(DataType type) {
    return new ColumnBins(type, List.of(), List.of());
  }

  /// Those of each column whose frequent values have bins of their own, in the order of the
  /// columns.
  static List<Optional<ColumnBins>> named(DataFiles files, LoadedFile file, List<Wanted> wanted)
      throws SQLException, InterruptedException {
    List<Wanted> tried = wanted.stream().filter(Wanted::mayBeNamed).toList();
    Iterator<ValueCounts> counts =
        ValueCounts.of(
                files,
                file,
                tried.stream().map(each -> category(each.column(), each.type())).toList(),
                MOST_CATEGORIES)
            .iterator();
    return wanted.stream()
        .map(each ->
            each.mayBeNamed() ? named(each.type(), counts.next()) : Optional.<ColumnBins>empty())
        .toList();
  }

  private static Optional<ColumnBins> named(DataType type, ValueCounts counts) {
    return type == DataType.BYTES || counts.distinct() <= MOST_CATEGORIES
        ? Optional.of(
            new ColumnBins(
                type,
                List.of(),
                counts.top().stream()
                    .filter(each -> each.count() >= DriftCalibration.LEAST_ROWS)
                    .map(Frequent::value)
                    .toList()))
        : Optional.empty();
  }

  /// A value as the runtime spells a category, whatever the file makes of it: `true` as 1 where the
  /// input holds truths, `2.0` as 2 where it holds whole numbers.
  static String spelled(LoadedFile.Column column, DataType type) {
    String text = "CAST(" + column.sql() + " AS VARCHAR)";
    return switch (type) {
      case BYTES -> text;
      case BOOL -> "CASE WHEN lower(trim(" + text + ")) IN ('true', '1') THEN '1' ELSE '0' END";
      default -> "CAST(TRY_CAST(TRY_CAST(" + column.sql() + " AS DOUBLE) AS BIGINT) AS VARCHAR)";
    };
  }

  /// NULL where there is no value, which is no false truth.
  private static String category(LoadedFile.Column column, DataType type) {
    return "CASE WHEN %s IS NOT NULL THEN %s END".formatted(column.sql(), spelled(column, type));
  }

  /// Tenths of the file, or fewer parts of a small one.
  private static List<ColumnBins> cut(DataFiles files, LoadedFile file, List<Wanted> wanted)
      throws SQLException, InterruptedException {
    var counted = new Aggregates();
    List<Integer> counts =
        wanted.stream().map(each -> counted.count(counted.value(each.column().sql()))).toList();
    Row present = counted.answer(files, file);
    var asked = new Aggregates();
    List<Function<Row, ColumnBins>> bins = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      bins.add(tenths(asked, wanted.get(i), present.whole(counts.get(i))));
    }
    Row marks = asked.answer(files, file);
    return bins.stream().map(each -> each.apply(marks)).toList();
  }

  private static Function<Row, ColumnBins> tenths(Aggregates asked, Wanted wanted, long present) {
    DataType type = wanted.type();
    int bins = DriftCalibration.bins(present);
    String parts =
        IntStream.range(1, bins)
            .mapToObj(i -> Double.toString((double) i / bins))
            .collect(Collectors.joining(", ", "[", "]"));
    String number = asked.value(number(wanted.column(), type));
    String finite = asked.derived(LoadedFile.Column.finite(number));
    boolean exact = wanted.seen().map(ColumnProfile::exact).orElse(true);
    int marks =
        asked.ask(
            "%s(%s, %s)".formatted(exact ? "quantile_disc" : "approx_quantile", finite, parts));
    int least = asked.ask("min(" + finite + ")");
    return row ->
        new ColumnBins(
            type,
            OutputBins.bounds(row.reals(marks), row.real(least).orElse(Double.NaN), type),
            List.of());
  }

  /// The runtime sees numbers as the model's input has them: bounds and values are rounded as it
  /// rounds, else a value that is a bound falls on its other side.
  private static String number(LoadedFile.Column column, DataType type) {
    String value = "TRY_CAST(" + column.sql() + " AS DOUBLE)";
    return type == DataType.FP32 ? "CAST(TRY_CAST(" + value + " AS FLOAT) AS DOUBLE)" : value;
  }

  /// Rows of a file in each bin; those without a value are in none.
  ///
  /// @return what reads it from the answer
  Function<Row, List<Long>> counts(Aggregates asked, LoadedFile.Column column) {
    int present = asked.count(asked.value(column.sql()));
    Function<Row, List<Long>> placed = placed(asked, column);
    return answer -> {
      List<Long> counts = new ArrayList<>(placed.apply(answer));
      counts.add(answer.whole(present) - counts.stream().mapToLong(Long::longValue).sum());
      return counts;
    };
  }

  /// Without the last bin.
  private Function<Row, List<Long>> placed(Aggregates asked, LoadedFile.Column column) {
    if (!bounds.isEmpty()) {
      String number = asked.value(number(column, type));
      return asked.counts(
          place(bounds, bound -> number + " <= " + Quoted.number(bound)), bounds.size());
    }
    if (!categories.isEmpty()) {
      String value = asked.value(category(column, type));
      return asked.counts(
          place(categories, category -> value + " = " + Quoted.text(category)), categories.size());
    }
    return answer -> List.of();
  }

  /// The first of some bins whose condition a row fulfils.
  private static <T> String place(List<T> bins, Function<T, String> condition) {
    return IntStream.range(0, bins.size())
        .mapToObj(i -> " WHEN " + condition.apply(bins.get(i)) + " THEN " + i)
        .collect(Collectors.joining("", "CASE", " END"));
  }
}
