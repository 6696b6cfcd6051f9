// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.request.Table;
import dev.slipway.serving.tensor.DataType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The rows behind a bar.
public final class BarRows {

  private BarRows() {}

  /// The first of them, as texts. A row's line is its place in the file, counted from 1.
  ///
  /// @param file its place among the open files
  /// @param bar place of the bar
  public static Table of(DataFiles files, int file, ColumnDrift drift, int bar, int most)
      throws ProblemException, InterruptedException {
    LoadedFile loaded = files.file(file);
    Optional<LoadedFile.Column> column = loaded.column(drift.column());
    return column.isEmpty()
        ? new Table(loaded.source(), List.of(), List.of())
        : files.rows(loaded, where(column.get(), drift, bar), most);
  }

  /// The input that values of a kind would fill.
  static DataType type(Kind kind) {
    return switch (kind) {
      case WHOLE -> DataType.INT64;
      case NUMBER -> DataType.FP64;
      case TRUTH -> DataType.BOOL;
      case TIME, TEXT, OTHER -> DataType.BYTES;
    };
  }

  private static String where(LoadedFile.Column column, ColumnDrift drift, int bar) {
    List<Bar> ranges = drift.bars().stream().filter(b -> b.holds() == Holds.RANGE).toList();
    String number = EqualBars.number(column);
    String value = value(column, drift.kind());
    Bar of = drift.bars().get(bar);
    return switch (of.holds()) {
      case MISSING -> column.sql() + " IS NULL";
      case RANGE -> {
        var bars = new EqualBars(ranges.getFirst().low(), ranges.getLast().high());
        yield "isfinite(%s) AND %s = %d".formatted(number, bars.place(number), bar);
      }
      case VALUE -> column.sql() + " IS NOT NULL AND " + value + " = " + Quoted.text(of.value());
      case OTHERS ->
          column.sql()
              + " IS NOT NULL AND NOT coalesce("
              + (ranges.isEmpty()
                  ? value + " IN (" + named(drift) + ")"
                  : "isfinite(" + number + ")")
              + ", false)";
    };
  }

  /// A value as the bar has it, also where the file is read as it is written: there a truth is a
  /// text such as `T`.
  private static String value(LoadedFile.Column column, Kind kind) {
    return kind == Kind.TRUTH
        ? "CASE WHEN TRY_CAST(trim(CAST("
            + column.sql()
            + " AS VARCHAR)) AS BOOLEAN) THEN '1' ELSE '0' END"
        : ColumnBins.spelled(column, type(kind));
  }

  private static String named(ColumnDrift drift) {
    return drift.bars().stream()
        .filter(bar -> bar.holds() == Holds.VALUE)
        .map(bar -> Quoted.text(bar.value()))
        .collect(Collectors.joining(", "));
  }
}
