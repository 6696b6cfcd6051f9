// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.data.ModelFit.Refusal;
import dev.slipway.data.ModelFit.Unfit;
import dev.slipway.request.CsvHeader;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.TableReader;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds values of a file that the model does not take. Queries find those that may be none; the
/// reader of the model's requests decides.
public final class UnfitValues {

  /// Different values of a column that the reader is asked about.
  private static final int MOST_ASKED = 100_000;

  /// Refused values of a column that are told.
  private static final int TOLD = 3;

  /// The greatest number that surely is one of single precision.
  private static final String SINGLE = "3.4e38";

  private final DataFiles files;
  private final LoadedFile file;
  private final String rows;

  /// @param rows what has them in SQL
  private UnfitValues(DataFiles files, LoadedFile file, String rows) {
    this.files = files;
    this.file = file;
    this.rows = rows;
  }

  /// Missing values are none of them.
  ///
  /// @param file its place among the open files
  /// @param places columns as the file calls them, with the inputs that they fill
  /// @return the columns with such values, or with too many to tell
  public static List<Unfit> of(DataFiles files, int file, List<Place> places, Progress progress)
      throws ProblemException, InterruptedException {
    LoadedFile loaded = files.file(file);
    String doing = "looking for values that the model does not take";
    progress.step(0, doing);
    try {
      // A model takes what is written, and not what the engine makes of it.
      String rows =
          loaded.format() == DataFormat.CSV
              ? FileLoader.csv(
                  loaded.path(),
                  CsvHeader.of(loaded.path()),
                  FileLoader.MISSING,
                  "all_varchar = true")
              : loaded.table();
      return new UnfitValues(files, loaded, rows).find(places);
    } catch (SQLException e) {
      throw Refusals.unreadable(loaded.source(), doing, loaded.format(), e);
    } catch (IOException e) {
      throw Refusals.gone(loaded.source(), e);
    }
  }

  private List<Unfit> find(List<Place> places)
      throws SQLException, InterruptedException, ProblemException {
    List<Place> asked = places.stream().filter(this::mayRefuse).toList();
    List<Place> numbers = asked.stream().filter(this::isNumbers).toList();
    List<Place> others = asked.stream().filter(place -> !isNumbers(place)).toList();
    List<Place> suspected = new ArrayList<>(having(numbers, this::tooLarge));
    suspected.addAll(having(others, this::suspects));
    List<Unfit> unfit = new ArrayList<>();
    for (Place place : suspected) {
      unfit.add(column(place));
    }
    return unfit.stream().filter(column -> column.values() > 0 || column.atLeast()).toList();
  }

  /// Those with values that the reader may refuse.
  ///
  /// @param which the condition for them
  private List<Place> having(List<Place> places, Function<Place, String> which)
      throws SQLException, InterruptedException {
    if (places.isEmpty()) {
      return List.of();
    }
    Row suspected =
        files.one(
            "SELECT "
                + places.stream()
                    .map(place -> "count(*) FILTER (WHERE " + which.apply(place) + ")")
                    .collect(Collectors.joining(", "))
                + " FROM "
                + rows);
    return IntStream.range(0, places.size())
        .filter(i -> suspected.whole(i) > 0)
        .mapToObj(places::get)
        .toList();
  }

  /// Stored whole numbers and truths are taken as real numbers.
  private boolean mayRefuse(Place place) {
    Kind kind = kind(place);
    return place.input().datatype() != DataType.BYTES
        && !(isStoredReal(place) && (kind == Kind.WHOLE || kind == Kind.TRUTH));
  }

  /// Whether all of its values are numbers already, so that only those that are too large for a
  /// real number are refused: a text need not be read again.
  private boolean isNumbers(Place place) {
    return isStoredReal(place) && kind(place) == Kind.NUMBER;
  }

  /// What a CSV writes is another matter: the engine takes `-nan`, `0x1F`, `1_000` and `yes` for
  /// values of its columns, and a model does not.
  private boolean isStoredReal(Place place) {
    return file.format() != DataFormat.CSV && place.input().datatype().isFloatingPoint();
  }

  private String tooLarge(Place place) {
    return "%1$s IS NOT NULL AND NOT abs(CAST(%1$s AS DOUBLE)) < %2$s"
        .formatted(file.column(place.column()).orElseThrow().sql(), SINGLE);
  }

  private Kind kind(Place place) {
    return file.column(place.column()).orElseThrow().kind();
  }

  private String text(Place place) {
    LoadedFile.Column column = file.column(place.column()).orElseThrow();
    return "CAST(" + column.sql() + " AS VARCHAR)";
  }

  /// Values that the reader may refuse; of those that are left out it takes every one.
  private String suspects(Place place) {
    String text = text(place);
    String taken =
        switch (place.input().datatype()) {
          // The engine takes 1_000 for a number, and a model does not.
          case FP32, FP64 ->
              "abs(TRY_CAST(%1$s AS DOUBLE)) < %2$s AND NOT contains(%1$s, '_')"
                  .formatted(text, SINGLE);
          case INT32 -> "regexp_full_match(%s, '[+-]?[0-9]{1,9}(\\.0*)?')".formatted(text);
          case INT64 -> "regexp_full_match(%s, '[+-]?[0-9]{1,15}(\\.0*)?')".formatted(text);
          default -> text + " IN ('0', '1', 'true', 'false')";
        };
    return "%s IS NOT NULL AND NOT coalesce(%s, false)".formatted(text, taken);
  }

  private Unfit column(Place place) throws SQLException, InterruptedException, ProblemException {
    String row = file.format() == DataFormat.CSV ? "row_number() OVER () - 1" : "rowid";
    List<Row> values =
        files.rows(
            "SELECT v, count(*), min(p, %d) FROM (SELECT %s AS p, %s AS v, %s AS s FROM %s) WHERE s GROUP BY v ORDER BY min(p) LIMIT %d"
                .formatted(TOLD, row, text(place), suspects(place), rows, MOST_ASKED));
    long refused = 0;
    SortedMap<Long, String> first = new TreeMap<>();
    for (Row value : values) {
      String text = value.text(0).orElse("");
      if (ModelInputs.refusal(place, text, "").isPresent()) {
        refused += value.whole(1);
        value.reals(2).forEach(at -> first.put(Math.round(at), text));
        while (first.size() > TOLD) {
          first.remove(first.lastKey());
        }
      }
    }
    return new Unfit(place.column(), refused, values.size() == MOST_ASKED, refusals(place, first));
  }

  /// @param first values by their rows, counted from 0
  private List<Refusal> refusals(Place place, SortedMap<Long, String> first)
      throws ProblemException {
    List<Long> numbers = List.copyOf(first.keySet());
    List<Integer> lines =
        file.format() == DataFormat.CSV && !numbers.isEmpty()
            ? TableReader.lines(file.path(), numbers)
            : numbers.stream().map(row -> (int) (row + 1)).toList();
    List<Refusal> told = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int line = lines.get(i);
      ModelInputs.refusal(place, String.valueOf(first.get(numbers.get(i))), "Line " + line)
          .map(refusal -> new Refusal(line, refusal))
          .ifPresent(told::add);
    }
    return told;
  }
}
