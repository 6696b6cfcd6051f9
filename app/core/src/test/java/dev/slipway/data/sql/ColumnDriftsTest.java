// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnDrift.Outcome;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.data.TableProfile;
import dev.slipway.request.Table;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The holdout beside the reference, column by column.
final class ColumnDriftsTest {

  private static final LeakSearch.Place PLACE = new LeakSearch.Place(0, 1);
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

  @Test
  void theIndexIsTheOneOfAMonitor() throws Exception {
    String reference = rows(400, i -> line(i, i % 100, i));
    String holdout = rows(200, i -> line(i, i % 90, i));

    double index = of(compared(reference, holdout), "size").index();

    assertEquals(monitored("size", DataType.INT64, i -> i % 90), index, 1e-12);
  }

  /// Whole numbers of few values are categories, unless the model is given them as real numbers.
  @Test
  void theIndexIsOverTheBinsOfTheInputThatTheColumnFills() throws Exception {
    String reference = rows(400, i -> line(i, i % 100, i));
    String holdout = rows(200, i -> i + "," + i % 9 + ",north,a,");

    ColumnDrift alone = of(compared(reference, holdout), "grade");
    ColumnDrift fed =
        of(compared(reference, holdout, new TreeMap<>(Map.of("grade", DataType.FP32))), "grade");

    assertEquals(monitored("grade", DataType.FP32, i -> i % 9), fed.index(), 1e-12);
    assertEquals(monitored("grade", DataType.INT64, i -> i % 9), alone.index(), 1e-12);
    assertNotEquals(alone.index(), fed.index(), 0.01);
    assertEquals(alone.bars(), fed.bars());
  }

  /// In the holdout alone every code looks like a number, and the model is given prices as texts.
  @Test
  void whatIsNoNumberInBothIsComparedAsItIsWritten() throws Exception {
    IntFunction<String> line = i -> i % 2 == 0 ? "01234,1.10" : "00017,2.10";
    String reference = "code,price\n" + lines(400, line) + "north,1.10\n";
    String holdout = "code,price\n" + lines(200, line);

    Map<String, ColumnDrift> drifts =
        compared(reference, holdout, new TreeMap<>(Map.of("price", DataType.BYTES)));

    assertEquals(
        List.of(
            Bar.of(Holds.VALUE, "00017", 200, 100),
            Bar.of(Holds.VALUE, "01234", 200, 100),
            Bar.of(Holds.OTHERS, "", 1, 0)),
        of(drifts, "code").bars());
    assertEquals(
        List.of(Bar.of(Holds.VALUE, "1.10", 201, 100), Bar.of(Holds.VALUE, "2.10", 200, 100)),
        of(drifts, "price").bars());
    assertEquals(Outcome.ALIKE, of(drifts, "code").outcome());
    assertEquals(Outcome.ALIKE, of(drifts, "price").outcome());
  }

  @Test
  void valuesOfDifferentKindsAreNotCompared() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "code\n" + lines(400, i -> "a" + i % 3));
    Files.writeString(folder.resolve("b.csv"), "code\n" + lines(200, i -> "" + i % 3));
    try (DataFiles files = open()) {
      var pair = new ComparedFiles(profile(files, 0), profile(files, 1), new TreeMap<>());

      ColumnDrift code =
          ColumnDrifts.of(files, PLACE, pair, Set.of("code"), Progress.NONE).getFirst();

      assertEquals(Set.of("code"), pair.asWritten());
      assertEquals(Outcome.MIXED, code.outcome());
      assertEquals(List.of(Bar.of(Holds.OTHERS, "", 400, 200)), code.bars());
      assertEquals(200, BarRows.of(files, 1, code, 0, 1_000).rows().size());
    }
  }

  /// Of a large file the profile says so, and nothing is counted value by value.
  @Test
  void tooManyValuesAreNotCounted() throws Exception {
    Files.writeString(folder.resolve("a.csv"), rows(400, i -> line(i, i, i)));
    Files.writeString(folder.resolve("b.csv"), rows(200, i -> line(i, i, i)));
    try (DataFiles files = open()) {
      TableProfile seen = profile(files, 0);
      ColumnProfile id = seen.column("id").orElseThrow();
      var large =
          new ColumnProfile(
              id.name(),
              id.kind(),
              id.storedAs(),
              id.missing(),
              5_000_000,
              false,
              id.numbers(),
              id.period(),
              id.histogram(),
              List.of());
      var reference =
          new TableProfile(
              seen.source(),
              seen.format(),
              seen.sha256(),
              seen.size(),
              seen.rows(),
              seen.duplicates(),
              List.of(large));
      var pair = new ComparedFiles(reference, profile(files, 1), new TreeMap<>());

      List<ColumnDrift> found = ColumnDrifts.of(files, PLACE, pair, pair.columns(), Progress.NONE);

      assertEquals(List.of(Outcome.TOO_MANY), found.stream().map(ColumnDrift::outcome).toList());
      assertEquals(List.of(Bar.of(Holds.OTHERS, "", 400, 200)), found.getFirst().bars());
    }
  }

  /// What a monitor would count of the holdout's 200 rows, held against what it keeps of the
  /// reference.
  private double monitored(String column, DataType type, IntUnaryOperator value) throws Exception {
    var input = new TensorSpec(column, type, List.of(new Dimension.Fixed(1)));
    try (DataFiles files = open()) {
      Feature kept =
          DriftBins.of(files, 0, List.of(new Place(column, input, 0)), 500, Progress.NONE)
              .getFirst();
      long[] counted = new long[kept.counts().size()];
      for (int i = 0; i < 200; i++) {
        int seen = value.applyAsInt(i);
        int bin = kept.categories().indexOf(Integer.toString(seen));
        if (bin < 0) {
          bin = kept.categories().size();
          while (bin < kept.bounds().size() && seen > kept.bounds().get(bin)) {
            bin++;
          }
        }
        counted[bin]++;
      }
      long[] expected = kept.counts().stream().mapToLong(Long::longValue).toArray();
      return DriftCalibration.index(expected, counted);
    }
  }

  private static String line(int row, int size, int id) {
    String place = row % 10 == 0 ? "" : row % 2 == 1 ? "north" : "south";
    return "%d,%s,%s,id%d,2026-01-0%d"
        .formatted(size, List.of("10", "2", "1").get(row % 3), place, id, row % 9 + 1);
  }

  private static String rows(int rows, IntFunction<String> line) {
    return HEAD + lines(rows, line);
  }

  private static String lines(int rows, IntFunction<String> line) {
    return IntStream.range(0, rows).mapToObj(line).collect(Collectors.joining("\n")) + "\n";
  }

  private Map<String, ColumnDrift> compared(String reference, String holdout) throws Exception {
    return compared(reference, holdout, new TreeMap<>());
  }

  private Map<String, ColumnDrift> compared(
      String reference, String holdout, SortedMap<String, DataType> inputs) throws Exception {
    Files.writeString(folder.resolve("a.csv"), reference);
    Files.writeString(folder.resolve("b.csv"), holdout);
    List<ColumnDrift> found = new ArrayList<>();
    ComparedFiles pair;
    try (DataFiles files = open()) {
      pair = new ComparedFiles(profile(files, 0), profile(files, 1), inputs);
      Set<String> typed = new HashSet<>(pair.columns());
      typed.removeAll(pair.asWritten());
      found.addAll(ColumnDrifts.of(files, PLACE, pair, typed, Progress.NONE));
    }
    List<DataFiles.Source> written =
        Stream.of("a.csv", "b.csv")
            .map(name -> DataFiles.Source.asWritten(folder.resolve(name), name))
            .toList();
    try (DataFiles files = DataFiles.open(written, Limits.ofMachine(), Progress.NONE)) {
      found.addAll(ColumnDrifts.of(files, PLACE, pair, pair.asWritten(), Progress.NONE));
    }
    return found.stream().collect(Collectors.toMap(ColumnDrift::column, Function.identity()));
  }

  private static TableProfile profile(DataFiles files, int file) throws Exception {
    return files.profile(file, Progress.NONE);
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
