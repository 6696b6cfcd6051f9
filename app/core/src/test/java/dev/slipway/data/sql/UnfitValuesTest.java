// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ModelFit.Refusal;
import dev.slipway.data.ModelFit.Unfit;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Table;
import dev.slipway.request.TableReader;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Values that a model does not take are those that an evaluation refuses.
final class UnfitValuesTest {

  /// Each as a file may have it; quoted as it must be.
  private static final List<String> CELLS =
      List.of(
          "1",
          "-5",
          "+7",
          "1.0",
          "1.50",
          ".5",
          "1e3",
          "1E-4",
          " 8 ",
          "1_000",
          "inf",
          "-Infinity",
          "nan ",
          "NA",
          " NA ",
          "true",
          "False",
          "TRUE",
          "yes",
          "t",
          "unbekannt",
          "\"1,5\"",
          "\"two\nlines\"",
          "0",
          "01234",
          "1e39",
          "1e400",
          "0x1F",
          "12345678901",
          "2147483648",
          "9007199254740993",
          "99999999999999999999",
          "2026-01-05",
          "08:15",
          "3.",
          "1e",
          "--1",
          "½");

  @TempDir Path folder;

  private static Place place(DataType type) {
    return place("x", type);
  }

  private static Place place(String column, DataType type) {
    return new Place(
        column, new TensorSpec(column, type, List.of(new Dimension.Dynamic("rows"))), 0);
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private static List<Unfit> unfit(Path file, Place... places) throws Exception {
    try (DataFiles files =
        DataFiles.open(
            List.of(new DataFiles.Source(file, "t")), Limits.ofMachine(), Progress.NONE)) {
      return UnfitValues.of(files, 0, List.of(places), Progress.NONE);
    }
  }

  /// All that is unfit is in one column.
  private static List<Unfit> told(long values, List<Refusal> first) {
    return List.of(new Unfit("x", values, false, first));
  }

  private static Refusal noNumber(int line, String value) {
    return new Refusal(
        line, "Line %d: column 'x' holds \"%s\", not a number".formatted(line, value));
  }

  /// In the words of an evaluation.
  private static List<Refusal> refused(Table table, Place place) {
    var refused = new ArrayList<Refusal>();
    for (int row = 0; row < table.rows().size(); row++) {
      List<String> cells = table.rows().get(row);
      int line = table.lines().get(row);
      Table one = new Table("t", table.sha256(), table.columns(), List.of(cells), List.of(line));
      try {
        ModelInputs.of(
            one,
            new FeatureMap(List.of(), List.of()),
            new Signature(List.of(place.input()), List.of()));
      } catch (ProblemException e) {
        if (!cells.getLast().equals("NA")) {
          refused.add(new Refusal(line, e.problem().what().replace(" of t:", ":")));
        }
      }
    }
    return refused;
  }

  /// The first are told, so that the cells are read from both ends. A missing value is another
  /// check's.
  @ParameterizedTest
  @EnumSource(names = {"FP32", "FP64", "INT32", "INT64", "BOOL", "BYTES"})
  void theyAreThoseThatAnEvaluationRefuses(DataType type) throws Exception {
    for (List<String> cells : List.of(CELLS, CELLS.reversed())) {
      Path file =
          file(
              "id,x\n\n"
                  + cells.stream().map(cell -> "1," + cell + "\n").collect(Collectors.joining()));
      List<Refusal> refused = refused(TableReader.read(file), place(type));

      assertEquals(
          refused.isEmpty() ? List.of() : told(refused.size(), refused.subList(0, 3)),
          unfit(file, place(type)));
    }
  }

  /// Columns that the engine reads as numbers: there `-nan` is no value, and `0x1F` is 31.
  @ParameterizedTest
  @EnumSource(names = {"FP32", "FP64"})
  void theyAreFoundWhereTheEngineTakesThemForNumbers(DataType type) throws Exception {
    Path numbers = file("id,x\n1,2.5\n2,-nan\n3,\n4,NaN\n5,NAN\n6,nan(ind)\n7,1e5\n");
    Path whole = Files.writeString(folder.resolve("whole.csv"), "id,x\n1,7\n2,0x1F\n3,\n4, 8 \n");

    assertEquals(
        told(3, List.of(noNumber(3, "-nan"), noNumber(6, "NAN"), noNumber(7, "nan(ind)"))),
        unfit(numbers, place(type)));
    assertEquals(told(1, List.of(noNumber(3, "0x1F"))), unfit(whole, place(type)));
  }

  /// More columns than a statement asks of.
  @Test
  void eachOfManyColumnsIsToldAsItIsAlone() throws Exception {
    List<DataType> types =
        List.of(DataType.FP32, DataType.INT64, DataType.BOOL, DataType.INT32, DataType.FP64);
    int wide = 210;
    StringBuilder text = new StringBuilder();
    for (int row = 0; row <= 60; row++) {
      for (int i = 0; i < wide; i++) {
        text.append(i == 0 ? "" : ",");
        text.append(row == 0 ? "f" + i : i % 3 == 0 ? "True" : "v" + (i % 3 == 1 ? row % 2 : row));
      }
      text.append("\n");
    }
    Path file = file(text.toString());
    Place[] places =
        IntStream.range(0, wide)
            .mapToObj(i -> place("f" + i, types.get(i % types.size())))
            .toArray(Place[]::new);

    List<Unfit> found = unfit(file, places);

    List<Unfit> expected = new ArrayList<>();
    for (int i = 0; i < wide; i++) {
      String column = "f" + i;
      if (i % 3 != 0) {
        boolean few = i % 3 == 1;
        String taken = places[i].input().datatype() == DataType.BOOL ? "true or false" : "a number";
        expected.add(
            new Unfit(
                column,
                60,
                false,
                IntStream.rangeClosed(1, 3)
                    .mapToObj(row ->
                        new Refusal(
                            row + 1,
                            "Line %d: column '%s' holds \"v%d\", not %s"
                                .formatted(row + 1, column, few ? row % 2 : row, taken)))
                    .toList()));
      }
    }
    assertEquals(expected, found);
  }

  /// Several readers read parts of such a file.
  @Test
  void theyAreFoundAtTheEndOfALargeFile() throws Exception {
    int rows = 30_000;
    String filler = "x".repeat(600);
    Path file = file("id,x\n" + (filler + ",2.5\n").repeat(rows) + filler + ",1_000.5\n");

    assertEquals(
        told(1, List.of(noNumber(rows + 2, "1_000.5"))), unfit(file, place(DataType.FP64)));
  }

  @Test
  void allAreCountedAndTheFirstOfThemAreTold() throws Exception {
    String many = "5,unbekannt\n".repeat(4);
    Path file = file("id,x\n1,2.5\n\"two\nlines\",1_000\n\n3,\n4,true\n" + many + "6,n/a\n");

    assertEquals(
        told(6, List.of(noNumber(3, "1_000"), noNumber(8, "unbekannt"), noNumber(9, "unbekannt"))),
        unfit(file, place(DataType.FP32)));
    assertEquals(List.of(), unfit(file, place(DataType.BYTES)));
  }

  @Test
  void amongNumbersThoseAreFoundThatAreTooLarge() throws Exception {
    Path file = file("id,x\n1,2.5\n2,1.5\n3,-Infinity\n4,\n5,1e39\n6,3.4e38\n");

    assertEquals(
        told(
            2,
            List.of(
                noNumber(4, "-Infinity"),
                new Refusal(
                    6,
                    "Line 6: column 'x' holds a number that is too large, not a number that"
                        + " FP32 holds"))),
        unfit(file, place(DataType.FP32)));
    assertEquals(
        List.of(noNumber(4, "-Infinity")), unfit(file, place(DataType.FP64)).getFirst().first());
  }

  @Test
  void aStoredTableIsReadAsItsTextsAre() throws Exception {
    Path file = folder.resolve("t.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES (1.5::DOUBLE), (NULL), ('inf'), (2.0)) t(x)) TO '"
              + file
              + "' (FORMAT PARQUET)");
    }

    assertEquals(List.of(noNumber(3, "inf")), unfit(file, place(DataType.FP64)).getFirst().first());
    assertEquals(
        List.of(
            new Refusal(1, "Line 1: column 'x' holds \"1.5\", not a whole number"),
            noNumber(3, "inf")),
        unfit(file, place(DataType.INT64)).getFirst().first());
  }
}
