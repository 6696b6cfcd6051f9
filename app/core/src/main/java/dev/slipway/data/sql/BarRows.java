// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.serving.tensor.DataType;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// The first rows behind a bar, as texts.
///
/// @param source the file, as the user named it
/// @param lines the place of each row in the file, counted from 1
public record BarRows(
    String source, List<String> columns, List<List<String>> rows, List<Long> lines) {

  private static final String DOING = "looking for the rows";

  public BarRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    lines = List.copyOf(lines);
  }

  /// Reads them. Nothing behind the last one is read, and no other row is kept.
  ///
  /// @param bar place of the bar
  public static BarRows of(
      DataFiles.Source source, ColumnDrift drift, int bar, int most, Progress progress)
      throws ProblemException, InterruptedException {
    var wanted =
        new FileLoader.Wanted(
            columns ->
                columns.stream()
                    .filter(column -> column.name().equals(drift.column()))
                    .map(column -> where(column, drift, bar))
                    .findFirst()
                    .orElse("false"),
            most);
    try (DataFiles files = DataFiles.open(source, wanted, Limits.ofMachine(), progress)) {
      return found(files, files.file(0));
    }
  }

  private static BarRows found(DataFiles files, LoadedFile file)
      throws ProblemException, InterruptedException {
    try {
      return new BarRows(
          file.source(),
          file.columns().stream().map(LoadedFile.Column::name).toList(),
          files.texts(file.columns(), file, "true"),
          files
              .rows("SELECT " + FileLoader.LINE + " FROM " + file.table() + " ORDER BY rowid")
              .stream()
              .map(row -> row.whole(0))
              .toList());
    } catch (SQLException e) {
      throw Refusals.failed(file.source(), DOING, e);
    }
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

  /// Which rows they are.
  static String where(LoadedFile.Column column, ColumnDrift drift, int bar) {
    List<Bar> ranges = drift.bars().stream().filter(b -> b.holds() == Holds.RANGE).toList();
    String number = EqualBars.number(column);
    String value = value(column, drift.kind());
    Bar of = drift.bars().get(bar);
    String missing = missing(column, drift.kind());
    return switch (of.holds()) {
      case MISSING -> missing;
      case RANGE -> {
        var bars = new EqualBars(ranges.getFirst().low(), ranges.getLast().high());
        yield "isfinite(%s) AND %s = %d".formatted(number, bars.place(number), bar);
      }
      case VALUE -> "NOT " + missing + " AND " + value + " = " + Quoted.text(of.value());
      case OTHERS ->
          "NOT "
              + missing
              + " AND NOT coalesce("
              + (ranges.isEmpty()
                  ? value + " IN (" + named(drift) + ")"
                  : "isfinite(" + number + ")")
              + ", false)";
    };
  }

  /// What is not a number has many spellings in a file that is read as it is written.
  private static String missing(LoadedFile.Column column, Kind kind) {
    String absent = column.sql() + " IS NULL";
    return kind == Kind.NUMBER
        ? "(" + absent + " OR coalesce(isnan(" + EqualBars.number(column) + "), false))"
        : "(" + absent + ")";
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
