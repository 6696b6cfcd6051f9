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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /// Columns of a statement: a CSV is read through for each of them.
  private static final int MOST_PLACES = 100;

  /// Refused values of a column that are told.
  private static final int TOLD = 3;

  /// The greatest number that surely is one of single precision.
  private static final String SINGLE = "3.4e38";

  /// What the reader takes for a truth, wherever it takes numbers or truths.
  private static final String TRUTHS = "'true', 'True', 'TRUE', 'false', 'False', 'FALSE'";

  private final DataFiles files;
  private final LoadedFile file;
  private final Map<String, LoadedFile.Column> columns;
  private final String rows;

  /// @param rows what has them in SQL
  private UnfitValues(DataFiles files, LoadedFile file, String rows) {
    this.files = files;
    this.file = file;
    this.columns = file.byName();
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
      throw loaded.format() == DataFormat.CSV
          ? Refusals.unreadable(loaded.source(), doing, loaded.format(), e)
          : Refusals.failed(loaded.source(), doing, e);
    } catch (IOException e) {
      throw Refusals.gone(loaded.source(), e);
    }
  }

  private List<Unfit> find(List<Place> places)
      throws SQLException, InterruptedException, ProblemException {
    List<Place> asked =
        places.stream()
            .filter(this::mayRefuse)
            .sorted(Comparator.comparing(place -> !isNumbers(place)))
            .toList();
    List<Long> suspicious =
        counted(
            asked,
            place ->
                "count(*) FILTER (WHERE "
                    + (isNumbers(place) ? tooLarge(place) : suspects(place))
                    + ")");
    List<Place> suspected =
        IntStream.range(0, asked.size())
            .filter(i -> suspicious.get(i) > 0)
            .mapToObj(asked::get)
            .toList();
    List<Refused> refused = new ArrayList<>();
    for (List<Place> some : blocks(suspected)) {
      refused.addAll(refused(some));
    }
    return told(refused.stream().filter(column -> column.values > 0 || column.atLeast).toList());
  }

  /// One number for each column.
  ///
  /// @param aggregate over all rows
  private List<Long> counted(List<Place> places, Function<Place, String> aggregate)
      throws SQLException, InterruptedException {
    List<Long> counted = new ArrayList<>();
    for (int from = 0; from < places.size(); from += MOST_PLACES) {
      List<Place> some = places.subList(from, Math.min(places.size(), from + MOST_PLACES));
      String asked = some.stream().map(aggregate).collect(Collectors.joining(", "));
      Row row = files.one("SELECT " + asked + " FROM " + rows);
      IntStream.range(0, some.size()).forEach(i -> counted.add(row.whole(i)));
    }
    return counted;
  }

  /// Columns that are asked of together: by the estimate, they have no more values than one alone
  /// may have.
  private List<List<Place>> blocks(List<Place> suspected)
      throws SQLException, InterruptedException {
    if (suspected.size() == 1) {
      return List.of(suspected);
    }
    List<Long> different =
        counted(suspected, place -> "approx_count_distinct(" + suspect(place) + ")");
    List<List<Place>> blocks = new ArrayList<>();
    long here = 0;
    for (int i = 0; i < suspected.size(); i++) {
      here += different.get(i);
      if (blocks.isEmpty() || here > MOST_ASKED / 2 || blocks.getLast().size() == MOST_PLACES) {
        blocks.add(new ArrayList<>());
        here = different.get(i);
      }
      blocks.getLast().add(suspected.get(i));
    }
    return blocks;
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
        .formatted(column(place).sql(), SINGLE);
  }

  private Kind kind(Place place) {
    return column(place).kind();
  }

  private LoadedFile.Column column(Place place) {
    return Objects.requireNonNull(columns.get(place.column()));
  }

  private String text(Place place) {
    return "CAST(" + column(place).sql() + " AS VARCHAR)";
  }

  /// A value that the reader may refuse, or NULL.
  private String suspect(Place place) {
    return "CASE WHEN " + suspects(place) + " THEN " + text(place) + " END";
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
          default -> text + " IN ('0', '1')";
        };
    // A cast that fails takes long: truths are not tried as numbers.
    return "CASE WHEN %1$s IS NULL OR %1$s IN (%2$s) THEN false ELSE NOT coalesce(%3$s, false) END"
        .formatted(text, TRUTHS, taken);
  }

  /// What the reader refuses of a column.
  private static final class Refused {

    private final Place place;
    private final boolean atLeast;
    private long values;

    /// The first, by their rows, counted from 0.
    private final SortedMap<Long, String> first = new TreeMap<>();

    /// @param atLeast whether it was not asked about all of them
    private Refused(Place place, boolean atLeast) {
      this.place = place;
      this.atLeast = atLeast;
    }

    private void ask(String text, long count, List<Double> rows) throws ProblemException {
      if (ModelInputs.refusal(place, text, "").isPresent()) {
        values += count;
        rows.forEach(row -> first.put(Math.round(row), text));
        while (first.size() > TOLD) {
          first.remove(first.lastKey());
        }
      }
    }
  }

  private List<Refused> refused(List<Place> some)
      throws SQLException, InterruptedException, ProblemException {
    String row = file.format() == DataFormat.CSV ? "row_number() OVER () - 1" : "rowid";
    List<Row> values =
        files.rows(
            "SELECT i, v, count(*), min(p, %d) FROM (%s) WHERE v IS NOT NULL GROUP BY i, v ORDER BY min(p) LIMIT %d"
                .formatted(
                    TOLD,
                    Aggregates.each(
                        some.stream().map(this::suspect).toList(),
                        "(SELECT *, " + row + " AS p FROM " + rows + ")",
                        "p"),
                    MOST_ASKED));
    List<Refused> refused = new ArrayList<>();
    boolean atLeast = values.size() == MOST_ASKED;
    if (atLeast && some.size() > 1) {
      for (Place place : some) {
        refused.addAll(refused(List.of(place)));
      }
      return refused;
    }
    some.forEach(place -> refused.add(new Refused(place, atLeast)));
    for (Row value : values) {
      refused
          .get((int) value.whole(0))
          .ask(value.text(1).orElse(""), value.whole(2), value.reals(3));
    }
    return refused;
  }

  private List<Unfit> told(List<Refused> refused) throws ProblemException {
    List<Long> rows =
        refused.stream()
            .flatMap(column -> column.first.keySet().stream())
            .sorted()
            .distinct()
            .toList();
    Map<Long, Integer> lines = lines(rows);
    List<Unfit> told = new ArrayList<>();
    for (Refused column : refused) {
      List<Refusal> first = new ArrayList<>();
      for (var value : column.first.entrySet()) {
        Integer line = lines.get(value.getKey());
        if (line != null) {
          ModelInputs.refusal(column.place, value.getValue(), "Line " + line)
              .map(refusal -> new Refusal(line, refusal))
              .ifPresent(first::add);
        }
      }
      told.add(new Unfit(column.place.column(), column.values, column.atLeast, first));
    }
    return told;
  }

  /// The lines of some rows, in one reading of the file.
  ///
  /// @param rows ascending, counted from 0
  private Map<Long, Integer> lines(List<Long> rows) throws ProblemException {
    Map<Long, Integer> lines = new HashMap<>();
    if (file.format() != DataFormat.CSV) {
      rows.forEach(row -> lines.put(row, (int) (row + 1)));
    } else if (!rows.isEmpty()) {
      List<Integer> found = TableReader.lines(file.path(), rows);
      IntStream.range(0, found.size()).forEach(i -> lines.put(rows.get(i), found.get(i)));
    }
    return lines;
  }
}
