// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.data.OutputBins;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Spreads the reference over bins as the serving runtime will spread what it is asked.
public final class DriftBins {

  private static final int MOST_CATEGORIES = 20;

  private final DataFiles files;
  private final LoadedFile file;
  private final int window;

  /// Columns without ties are spread alike, and drawn windows take their time.
  private final Map<List<Long>, DriftCalibration.Alarm> alarms = new HashMap<>();

  private DriftBins(DataFiles files, LoadedFile file, int window) {
    this.files = files;
    this.file = file;
    this.window = window;
  }

  /// @param file place of the reference among the open files
  /// @param places where its columns go, by the names that they have in the file
  /// @param window rows of a window that alarms are calibrated for
  public static List<Feature> of(
      DataFiles files, int file, List<Place> places, int window, Progress progress)
      throws ProblemException, InterruptedException {
    var bins = new DriftBins(files, files.file(file), window);
    List<Feature> features = new ArrayList<>();
    try {
      for (Place place : places) {
        progress.step((double) features.size() / places.size(), "spreading values over bins");
        features.add(bins.feature(place));
      }
      return features;
    } catch (SQLException e) {
      throw Refusals.unreadable(bins.file.source(), "counting bins", bins.file.format(), e);
    }
  }

  private Feature feature(Place place) throws SQLException, InterruptedException {
    LoadedFile.Column column = file.column(place.column()).orElseThrow();
    long missing = file.rows() - one("count(" + column.sql() + ")");
    DataType type = place.input().datatype();
    boolean categories =
        switch (type) {
          case BYTES -> true;
          case INT64, INT32, BOOL ->
              one("count(DISTINCT " + spelled(column, type) + ")") <= MOST_CATEGORIES;
          default -> false;
        };
    return categories ? categories(place, column, missing) : numbers(place, column, missing);
  }

  /// A value as the runtime spells a category, whatever the file makes of it: `true` as 1 where the
  /// input holds truths, `2.0` as 2 where it holds whole numbers.
  private static String spelled(LoadedFile.Column column, DataType type) {
    String text = "CAST(" + column.sql() + " AS VARCHAR)";
    return switch (type) {
      case BYTES -> text;
      case BOOL -> "CASE WHEN lower(trim(" + text + ")) IN ('true', '1') THEN '1' ELSE '0' END";
      default -> "CAST(TRY_CAST(TRY_CAST(" + column.sql() + " AS DOUBLE) AS BIGINT) AS VARCHAR)";
    };
  }

  private Feature categories(Place place, LoadedFile.Column column, long missing)
      throws SQLException, InterruptedException {
    List<String> values = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    long others = file.rows() - missing;
    for (Row row :
        files.rows(
            "SELECT v, count(*) AS n FROM (SELECT "
                + spelled(column, place.input().datatype())
                + " AS v FROM "
                + file.table()
                + " WHERE "
                + column.sql()
                + " IS NOT NULL) WHERE v IS NOT NULL GROUP BY v HAVING count(*) >= "
                + DriftCalibration.LEAST_ROWS
                + " ORDER BY n DESC, v LIMIT "
                + MOST_CATEGORIES)) {
      values.add(row.text(0).orElse(""));
      counts.add(row.whole(1));
      others -= row.whole(1);
    }
    counts.add(others);
    return new Feature(
        place.column(),
        place.input().name(),
        place.index(),
        List.of(),
        values,
        counts,
        missing,
        alarm(counts));
  }

  /// Tenths of the reference, or fewer parts of a small one. The runtime sees numbers as the
  /// model's input has them: bounds and values are rounded as it rounds, else a value that is a
  /// bound falls on its other side.
  private Feature numbers(Place place, LoadedFile.Column column, long missing)
      throws SQLException, InterruptedException {
    boolean single = place.input().datatype() == DataType.FP32;
    String value = "TRY_CAST(" + column.sql() + " AS DOUBLE)";
    String seen = single ? "CAST(TRY_CAST(" + value + " AS FLOAT) AS DOUBLE)" : value;
    String from = " FROM (SELECT " + seen + " AS x FROM " + file.table() + ") WHERE x IS NOT NULL";
    int bins = DriftCalibration.bins(file.rows() - missing);
    String parts =
        IntStream.range(1, bins)
            .mapToObj(i -> Double.toString((double) i / bins))
            .collect(Collectors.joining(", ", "[", "]"));
    Row marks =
        files.one("SELECT quantile_disc(x, " + parts + "), min(x)" + from + " AND isfinite(x)");
    List<Double> bounds =
        OutputBins.bounds(
            marks.reals(0), marks.real(1).orElse(Double.NaN), place.input().datatype());
    long present = file.rows() - missing;
    List<Long> counts = new ArrayList<>();
    long below = 0;
    if (!bounds.isEmpty()) {
      String upTo =
          bounds.stream()
              .map(bound -> "count(*) FILTER (x <= " + Quoted.number(bound) + ")")
              .collect(Collectors.joining(", "));
      Row row = files.one("SELECT " + upTo + from);
      for (int i = 0; i < bounds.size(); i++) {
        counts.add(row.whole(i) - below);
        below = row.whole(i);
      }
    }
    counts.add(present - below);
    return new Feature(
        place.column(),
        place.input().name(),
        place.index(),
        bounds,
        List.of(),
        counts,
        missing,
        alarm(counts));
  }

  private DriftCalibration.Alarm alarm(List<Long> counts) {
    return alarms.computeIfAbsent(counts, spread -> DriftCalibration.of(spread, window));
  }

  private long one(String what) throws SQLException, InterruptedException {
    return files.one("SELECT " + what + " FROM " + file.table()).whole(0);
  }
}
