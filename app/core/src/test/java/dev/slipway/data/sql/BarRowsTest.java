// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnDrift.Outcome;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The rows behind the bars of two files.
final class BarRowsTest extends TwoFiles {

  @Test
  void showsTheRowsBehindEachBar() throws Exception {
    String reference = rows(400, i -> line(i, i % 100, i));
    String holdout = rows(200, i -> line(i, i % 100 + 60, i + 400)) + "nowhere,1,east,7,\n";
    Map<String, ColumnDrift> drifts = compared(reference, holdout);

    requireRowsBehindEachBar(drifts);
    ColumnDrift place = of(drifts, "place");
    int others =
        IntStream.range(0, place.bars().size())
            .filter(i -> place.bars().get(i).holds() == Holds.OTHERS)
            .findFirst()
            .orElseThrow();
    assertEquals(
        new BarRows(
            "b.csv",
            List.of("size", "grade", "place", "id", "day"),
            List.of(List.of("nowhere", "1", "east", "7", "")),
            List.of(201L)),
        BarRows.of(written("b.csv"), place, others, 10, Progress.NONE));
  }

  /// What a CSV may hold, of which the engine makes something else.
  @Test
  void strangeValuesHaveTheirRowsToo() throws Exception {
    String head = "\"it's \"\"1\"\";\n--\",many,huge,nul,at,flag,old\n";
    List<String> numbers = List.of("nan", "-nan", "NAN", "inf", "-Infinity", "1e308", "-1e308", "");
    IntFunction<String> line =
        i ->
            "%s,v%d,%s,%s,%s,%s,%s"
                .formatted(
                    numbers.get(i % numbers.size()),
                    i % 300,
                    "1234567890123456789" + i % 3,
                    i % 2 == 0 ? "a\0b" : "a",
                    i % 2 == 0 ? "08:15" : "9:30",
                    i % 3 == 0 ? "T" : "F",
                    i % 2 == 0 ? "1066-10-14" : "0001-01-01");

    Map<String, ColumnDrift> drifts = compared(head + lines(600, line), head + lines(300, line));

    requireRowsBehindEachBar(drifts);
    assertEquals(
        Map.of(
            "it's \"1\";\n--", Outcome.ALIKE,
            "many", Outcome.UNWATCHED,
            "huge", Outcome.UNWATCHED,
            "nul", Outcome.ALIKE,
            "at", Outcome.ALIKE,
            "flag", Outcome.ALIKE),
        outcomes(drifts));
    assertEquals(
        List.of(Bar.of(Holds.VALUE, "08:15", 300, 150), Bar.of(Holds.VALUE, "9:30", 300, 150)),
        of(drifts, "at").bars());
  }

  /// Of a large file the first rows of a frequent value are found at once.
  @Test
  void noMoreRowsAreLoadedThanAreShown() throws Exception {
    Files.writeString(folder.resolve("a.csv"), rows(400, i -> line(i, i, i)));
    var north = new FileLoader.Wanted(columns -> columns.get(2).sql() + " = 'north'", 3);

    try (DataFiles files =
        DataFiles.open(written("a.csv"), north, Limits.ofMachine(), Progress.NONE)) {
      assertEquals(3, files.file(0).rows());
    }
  }

  @Test
  void aFileThatIsBrokenSinceIsAProblem() throws Exception {
    ColumnDrift size =
        of(compared(rows(400, i -> line(i, i, i)), rows(200, i -> line(i, i, i))), "size");
    Files.writeString(folder.resolve("b.csv"), "1,2\n", StandardOpenOption.APPEND);

    assertEquals(
        "Line 202 of " + folder.resolve("b.csv") + " has 2 values; the header has 5 columns",
        assertThrows(
                ProblemException.class,
                () -> BarRows.of(written("b.csv"), size, 0, 10, Progress.NONE))
            .problem()
            .what());
  }

  /// By the conditions alone: to open a file for each bar takes its time.
  private void requireRowsBehindEachBar(Map<String, ColumnDrift> drifts) throws Exception {
    try (DataFiles files = written(Set.of())) {
      for (ColumnDrift drift : drifts.values()) {
        for (int bar = 0; bar < drift.bars().size(); bar++) {
          Bar of = drift.bars().get(bar);
          String what = drift.column() + " " + of;
          assertEquals(of.reference(), count(files.file(0), files, drift, bar), what);
          assertEquals(of.holdout(), count(files.file(1), files, drift, bar), what);
        }
      }
    }
  }

  private static long count(LoadedFile file, DataFiles files, ColumnDrift drift, int bar)
      throws Exception {
    String where = BarRows.where(file.column(drift.column()).orElseThrow(), drift, bar);
    return files.one("SELECT count(*) FROM " + file.table() + " WHERE " + where).whole(0);
  }
}
