// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnDrift.Outcome;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.request.Table;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The holdout beside the reference, column by column.
final class ColumnDriftsTest {

  private static final String HEAD = "size,grade,place,id,day\n";

  @TempDir private Path folder;

  @Test
  void cutsBothFilesAlikeAndTellsWhatDiffers() throws Exception {
    // Sizes move, grades and places stay; ids are all different, days are not compared.
    String reference = rows(400, i -> line(i, i % 100, i));
    String holdout = rows(200, i -> line(i, i % 100 + 60, i + 400));

    Map<String, ColumnDrift> drifts = compared(reference, holdout);

    assertEquals(
        Map.of(
            "size", Outcome.DRIFTED,
            "grade", Outcome.ALIKE,
            "place", Outcome.ALIKE,
            "id", Outcome.UNWATCHED),
        drifts.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().outcome())));
    List<Bar> sizes = of(drifts, "size").bars();
    assertEquals(20, sizes.size());
    assertEquals(0, sizes.getFirst().low());
    assertEquals(159, sizes.getLast().high());
    assertEquals(400, sizes.stream().mapToLong(Bar::reference).sum());
    assertEquals(200, sizes.stream().mapToLong(Bar::holdout).sum());
    assertEquals(
        List.of(
            Bar.of(Holds.VALUE, "1", 133, 66),
            Bar.of(Holds.VALUE, "2", 133, 67),
            Bar.of(Holds.VALUE, "10", 134, 67)),
        of(drifts, "grade").bars());
    assertEquals(
        List.of(
            Bar.of(Holds.VALUE, "north", 200, 100),
            Bar.of(Holds.VALUE, "south", 160, 80),
            Bar.of(Holds.MISSING, "", 40, 20)),
        of(drifts, "place").bars());
  }

  @Test
  void showsTheRowsBehindEachBar() throws Exception {
    String reference = rows(400, i -> line(i, i % 100, i));
    String holdout = rows(200, i -> line(i, i % 100 + 60, i + 400)) + "nowhere,1,east,7,\n";
    Map<String, ColumnDrift> drifts = compared(reference, holdout);

    try (DataFiles files = open()) {
      for (ColumnDrift drift : drifts.values()) {
        for (int bar = 0; bar < drift.bars().size(); bar++) {
          Bar of = drift.bars().get(bar);
          Table first = BarRows.of(files, 0, drift, bar, 1_000);
          Table second = BarRows.of(files, 1, drift, bar, 1_000);
          assertEquals(of.reference(), first.rows().size(), drift.column() + " " + of);
          assertEquals(of.holdout(), second.rows().size(), drift.column() + " " + of);
        }
      }
      ColumnDrift place = of(drifts, "place");
      int others =
          IntStream.range(0, place.bars().size())
              .filter(i -> place.bars().get(i).holds() == Holds.OTHERS)
              .findFirst()
              .orElseThrow();
      Table found = BarRows.of(files, 1, place, others, 10);
      assertEquals(List.of(201), found.lines());
      assertEquals(List.of(List.of("nowhere", "1", "east", "7", "")), found.rows());
    }
  }

  @Test
  void fewRowsTellNothingApart() throws Exception {
    String reference = rows(60, i -> line(i, i, i));
    String holdout = rows(12, i -> line(i, i + 30, i));

    assertEquals(Outcome.UNSURE, of(compared(reference, holdout), "size").outcome());
  }

  /// What a monitor would count of the holdout, held against what it keeps of the reference.
  @Test
  void theIndexIsTheOneOfAMonitor() throws Exception {
    String reference = rows(400, i -> line(i, i % 100, i));
    String holdout = rows(200, i -> line(i, i % 90, i));
    double index = of(compared(reference, holdout), "size").index();

    var input = new TensorSpec("size", DataType.INT64, List.of(new Dimension.Fixed(1)));
    try (DataFiles files = open()) {
      Feature kept =
          DriftBins.of(files, 0, List.of(new Place("size", input, 0)), 500, Progress.NONE)
              .getFirst();
      long[] counted = new long[kept.counts().size()];
      for (int i = 0; i < 200; i++) {
        int bin = 0;
        while (bin < kept.bounds().size() && i % 90 > kept.bounds().get(bin)) {
          bin++;
        }
        counted[bin]++;
      }
      long[] expected = kept.counts().stream().mapToLong(Long::longValue).toArray();
      assertEquals(DriftCalibration.index(expected, counted), index, 1e-12);
    }
  }

  private static String line(int row, int size, int id) {
    String place = row % 10 == 0 ? "" : row % 2 == 1 ? "north" : "south";
    return "%d,%s,%s,id%d,2026-01-0%d"
        .formatted(size, List.of("10", "2", "1").get(row % 3), place, id, row % 9 + 1);
  }

  private static String rows(int rows, IntFunction<String> line) {
    return HEAD + IntStream.range(0, rows).mapToObj(line).collect(Collectors.joining("\n")) + "\n";
  }

  private Map<String, ColumnDrift> compared(String reference, String holdout) throws Exception {
    Files.writeString(folder.resolve("a.csv"), reference);
    Files.writeString(folder.resolve("b.csv"), holdout);
    try (DataFiles files = open()) {
      return ColumnDrifts.of(
              files,
              new LeakSearch.Place(0, 1),
              files.profile(0, Progress.NONE),
              files.profile(1, Progress.NONE),
              Progress.NONE)
          .stream()
          .collect(Collectors.toMap(ColumnDrift::column, Function.identity()));
    }
  }

  private static ColumnDrift of(Map<String, ColumnDrift> drifts, String column) {
    return Optional.ofNullable(drifts.get(column)).orElseThrow();
  }

  private DataFiles open() throws Exception {
    return DataFiles.open(
        List.of(
            new DataFiles.Source(folder.resolve("a.csv"), "a.csv"),
            new DataFiles.Source(folder.resolve("b.csv"), "b.csv")),
        Limits.ofMachine(),
        Progress.NONE);
  }
}
