// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.request.ModelInputs;
import dev.slipway.serving.drift.DriftCounters;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.protocol.DriftBaselineReader;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference, served row by row, falls into the bins that were made from it.
final class DriftBinsTest {

  /// Types that a table stores otherwise than a model takes them.
  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              input("flag", DataType.BOOL),
              input("level", DataType.INT64),
              input("code", DataType.BYTES),
              input("size", DataType.FP32)),
          List.of());

  private static final String ROWS =
      """
      flag,level,code,size
      true,1.0,1.10,0.1
      False,2.0,1.1,0.3
      true,2.0,1.10,1e30
      true,1.0,2,0.1
      """;

  @TempDir Path folder;

  @Test
  void eachTypeIsCountedAsServingCountsIt() throws Exception {
    int header = ROWS.indexOf('\n') + 1;
    Path file =
        Files.writeString(
            folder.resolve("t.csv"), ROWS.substring(0, header) + ROWS.substring(header).repeat(5));
    FeatureMap features = new FeatureMap(List.of(), List.of());
    List<Feature> kept;
    try (var files = open(file)) {
      var places = ModelInputs.places(files.sample(0, 100).columns(), features, SIGNATURE);
      kept = DriftBins.of(files, 0, places, 500, Progress.NONE);
    }
    Path baseline =
        Files.writeString(
            folder.resolve("drift-baseline.json"),
            DriftReference.of("t.csv", Sha256.of(file), Sha256.of(file), 500, kept).text());
    var counters = new DriftCounters(DriftBaselineReader.read(baseline));
    for (var request : ModelInputs.of(DataFiles.table(file, "t.csv"), features, SIGNATURE)) {
      counters.observe(request, Map.of());
    }

    assertEquals(
        kept.stream().flatMap(feature -> feature.counts().stream()).toList(),
        counters.counts().stream()
            .filter(count -> !count.bin().equals("missing"))
            .map(DriftCounters.Count::observed)
            .toList());
    assertEquals(
        List.of(List.of("1", "0"), List.of("1", "2"), List.of("1.10", "1.1", "2"), List.of()),
        kept.stream().map(Feature::categories).toList());
  }

  @Test
  void aBoundIsFiniteWhateverTheValues() throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), "x\n0.5\ninf\n-inf\ninf\n");
    var place = new Place("x", input("x", DataType.FP64), 0);
    try (var files = open(file)) {
      Feature kept = DriftBins.of(files, 0, List.of(place), 500, Progress.NONE).getFirst();

      assertEquals(List.of(Math.nextDown(0.5), 0.5), kept.bounds());
      assertEquals(List.of(1L, 1L, 2L), kept.counts());
    }
  }

  /// Columns that never or seldom vary, that are empty, and one of more kinds than are kept.
  @Test
  void whatDriftsFromAnUnusualColumnIsSeen() throws Exception {
    StringBuilder rows = new StringBuilder("constant,zeros,empty,kinds\n");
    for (int i = 0; i < 1000; i++) {
      rows.append("5,").append(i % 10 == 0 ? i : 0).append(",,k").append(i % 100).append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), rows.toString());
    List<Place> places =
        List.of(
            new Place("constant", input("constant", DataType.FP32), 0),
            new Place("zeros", input("zeros", DataType.FP64), 0),
            new Place("empty", input("empty", DataType.FP32), 0),
            new Place("kinds", input("kinds", DataType.BYTES), 0));
    try (var files = open(file)) {
      List<Feature> kept = DriftBins.of(files, 0, places, 500, Progress.NONE);

      assertEquals(List.of(0L, 1000L, 0L), kept.get(0).counts());
      assertEquals(List.of(0L, 901L, 99L), kept.get(1).counts());
      assertEquals(List.of(0L), kept.get(2).counts());
      assertEquals(1000, kept.get(2).missing());
      assertEquals(21, kept.get(3).counts().size());
      assertEquals(800L, kept.get(3).counts().getLast());
      for (Feature feature : kept) {
        assertTrue(feature.alarm().falseAlarms() <= 0.01, feature.toString());
      }
      // all of a window below the constant, and a fifth of one below zero
      assertTrue(index(kept.get(0), 500, 0, 0) > kept.get(0).alarm().threshold());
      assertTrue(index(kept.get(1), 100, 360, 40) > kept.get(1).alarm().threshold());
    }
  }

  /// An alarm takes many draws.
  @Test
  void itIsCancelledBetweenTwoColumns() throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), "a,b,c\n" + "1.5,2.5,3.5\n".repeat(20));
    List<Place> places =
        Stream.of("a", "b", "c")
            .map(column -> new Place(column, input(column, DataType.FP64), 0))
            .toList();
    List<Double> seen = new ArrayList<>();
    try (var files = open(file)) {
      assertThrows(
          InterruptedException.class,
          () ->
              DriftBins.of(
                  files,
                  0,
                  places,
                  500,
                  (fraction, doing) -> {
                    seen.add(fraction);
                    if (seen.size() == 3) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    assertEquals(List.of(0.0, 0.0, 1 / 3.0), seen);
  }

  /// One value often and the rest rarely, every value rarely, none of them rarely.
  @Test
  void aColumnWhoseValuesAreAllRareIsNotWatchedAndSaysSo() throws Exception {
    StringBuilder rows = new StringBuilder("some,all,none\n");
    for (int i = 0; i < 300; i++) {
      String some = i < 250 ? "often" : "s" + i / 4;
      rows.append(some).append(",p").append(i / 3).append(",k").append(i % 3).append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), rows.toString());
    List<Place> places =
        List.of(
            new Place("some", input("some", DataType.BYTES), 0),
            new Place("all", input("all", DataType.BYTES), 0),
            new Place("none", input("none", DataType.BYTES), 0));
    try (var files = open(file)) {
      DriftReference kept =
          DriftReference.of(
              "t.csv",
              Sha256.of(file),
              Sha256.of(file),
              500,
              DriftBins.of(files, 0, places, 500, Progress.NONE));

      assertEquals(List.of("some", "none"), kept.features().stream().map(Feature::name).toList());
      assertEquals(List.of(250L, 50L), kept.features().getFirst().counts());
      assertEquals(List.of("all"), kept.unwatched());
      assertEquals(kept, DriftReference.parse(kept.text(), "drift-baseline.json"));
    }
  }

  private static double index(Feature feature, long... window) {
    return DriftCalibration.index(
        feature.counts().stream().mapToLong(Long::longValue).toArray(), window);
  }

  private static DataFiles open(Path file) throws Exception {
    return DataFiles.open(
        List.of(DataFiles.Source.asWritten(file, "t.csv")), Limits.ofMachine(), Progress.NONE);
  }

  private static TensorSpec input(String name, DataType type) {
    return new TensorSpec(name, type, List.of(new Dimension.Dynamic("batch")));
  }
}
