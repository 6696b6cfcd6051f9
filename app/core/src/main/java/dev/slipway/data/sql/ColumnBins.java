// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.OutputBins;
import dev.slipway.serving.tensor.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// Learns them from a file.
  static ColumnBins of(DataFiles files, LoadedFile file, LoadedFile.Column column, DataType type)
      throws SQLException, InterruptedException {
    return of(files, file, column, type, Optional.empty());
  }

  /// @param seen what is known of the column: of a large file it spares what takes long, so that
  ///   tenths are those of a digest
  static ColumnBins of(
      DataFiles files,
      LoadedFile file,
      LoadedFile.Column column,
      DataType type,
      Optional<ColumnProfile> seen)
      throws SQLException, InterruptedException {
    boolean exact = seen.map(ColumnProfile::exact).orElse(true);
    return isNamed(files, file, column, type, seen)
        ? new ColumnBins(type, List.of(), categories(files, file, column, type))
        : new ColumnBins(type, bounds(files, file, column, type, exact), List.of());
  }

  /// One bin for all values.
  static ColumnBins whole(DataType type) {
    return new ColumnBins(type, List.of(), List.of());
  }

  /// Whether each frequent value has a bin of its own.
  static boolean isNamed(
      DataFiles files,
      LoadedFile file,
      LoadedFile.Column column,
      DataType type,
      Optional<ColumnProfile> seen)
      throws SQLException, InterruptedException {
    return switch (type) {
      case BYTES -> true;
      case INT64, INT32, BOOL ->
          seen.filter(ColumnProfile::hasTooManyValues).isEmpty()
              && one(files, file, "count(DISTINCT " + spelled(column, type) + ")")
                  <= MOST_CATEGORIES;
      default -> false;
    };
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

  private static List<String> categories(
      DataFiles files, LoadedFile file, LoadedFile.Column column, DataType type)
      throws SQLException, InterruptedException {
    List<String> values = new ArrayList<>();
    for (Row row :
        files.rows(
            "SELECT v, count(*) AS n FROM ("
                + present(file, column, type)
                + ") WHERE v IS NOT NULL GROUP BY v HAVING count(*) >= "
                + DriftCalibration.LEAST_ROWS
                + " ORDER BY n DESC, v LIMIT "
                + MOST_CATEGORIES)) {
      values.add(row.text(0).orElse(""));
    }
    return values;
  }

  private static String present(LoadedFile file, LoadedFile.Column column, DataType type) {
    return "SELECT "
        + spelled(column, type)
        + " AS v FROM "
        + file.table()
        + " WHERE "
        + column.sql()
        + " IS NOT NULL";
  }

  /// Tenths of the file, or fewer parts of a small one.
  private static List<Double> bounds(
      DataFiles files, LoadedFile file, LoadedFile.Column column, DataType type, boolean exact)
      throws SQLException, InterruptedException {
    int bins = DriftCalibration.bins(one(files, file, "count(" + column.sql() + ")"));
    String parts =
        IntStream.range(1, bins)
            .mapToObj(i -> Double.toString((double) i / bins))
            .collect(Collectors.joining(", ", "[", "]"));
    Row marks =
        files.one(
            "SELECT "
                + (exact ? "quantile_disc" : "approx_quantile")
                + "(x, "
                + parts
                + "), min(x)"
                + numbers(file, column, type)
                + " AND isfinite(x)");
    return OutputBins.bounds(marks.reals(0), marks.real(1).orElse(Double.NaN), type);
  }

  /// The runtime sees numbers as the model's input has them: bounds and values are rounded as it
  /// rounds, else a value that is a bound falls on its other side.
  private static String numbers(LoadedFile file, LoadedFile.Column column, DataType type) {
    String value = "TRY_CAST(" + column.sql() + " AS DOUBLE)";
    String seen =
        type == DataType.FP32 ? "CAST(TRY_CAST(" + value + " AS FLOAT) AS DOUBLE)" : value;
    return " FROM (SELECT " + seen + " AS x FROM " + file.table() + ") WHERE x IS NOT NULL";
  }

  /// Rows of a file in each bin; those without a value are in none.
  List<Long> counts(DataFiles files, LoadedFile file, LoadedFile.Column column)
      throws SQLException, InterruptedException {
    long others = one(files, file, "count(" + column.sql() + ")");
    List<Long> counts = new ArrayList<>();
    if (!bounds.isEmpty()) {
      String upTo =
          bounds.stream()
              .map(bound -> "count(*) FILTER (x <= " + Quoted.number(bound) + ")")
              .collect(Collectors.joining(", "));
      Row row = files.one("SELECT " + upTo + numbers(file, column, type));
      long below = 0;
      for (int i = 0; i < bounds.size(); i++) {
        counts.add(row.whole(i) - below);
        below = row.whole(i);
      }
      others -= below;
    } else if (!categories.isEmpty()) {
      Map<String, Long> counted = new HashMap<>();
      for (Row row :
          files.rows(
              "SELECT v, count(*) FROM ("
                  + present(file, column, type)
                  + ") WHERE v IN ("
                  + texts()
                  + ") GROUP BY v")) {
        counted.put(row.text(0).orElse(""), row.whole(1));
      }
      categories.forEach(value -> counts.add(counted.getOrDefault(value, 0L)));
      others -= counts.stream().mapToLong(Long::longValue).sum();
    }
    counts.add(others);
    return counts;
  }

  private String texts() {
    return categories.stream().map(Quoted::text).collect(Collectors.joining(", "));
  }

  private static long one(DataFiles files, LoadedFile file, String what)
      throws SQLException, InterruptedException {
    return files.one("SELECT " + what + " FROM " + file.table()).whole(0);
  }
}
