// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnDrift.Outcome;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.data.TableProfile;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/// The holdout beside the reference, column by column.
final class ColumnDriftsTest extends TwoFiles {

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
        outcomes(drifts));
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
      assertEquals(200, BarRows.of(written("b.csv"), code, 0, 1_000, Progress.NONE).rows().size());
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

  /// Above a million rows the bins are those of a digest, and the rows behind a bar are the first.
  @Test
  void aLargeFileIsEstimatedAndItsRowsAreFound() throws Exception {
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      for (var rows : Map.of("a.csv", 1_000_001, "b.csv", 50_000).entrySet()) {
        statement.execute(
            ("COPY (SELECT range %% 1000 AS size, range %% 3 AS grade, 'n' || range AS id"
                    + " FROM range(%d)) TO '%s' (FORMAT csv)")
                .formatted(rows.getValue(), folder.resolve(rows.getKey())));
      }
    }

    Map<String, ColumnDrift> drifts = compared(new TreeMap<>());

    assertEquals(
        Map.of("size", Outcome.ALIKE, "grade", Outcome.ALIKE, "id", Outcome.TOO_MANY),
        outcomes(drifts));
    assertEquals(
        List.of(
            Bar.of(Holds.VALUE, "0", 333_334, 16_667),
            Bar.of(Holds.VALUE, "1", 333_334, 16_667),
            Bar.of(Holds.VALUE, "2", 333_333, 16_666)),
        of(drifts, "grade").bars());
    assertEquals(List.of(Bar.of(Holds.OTHERS, "", 1_000_001, 50_000)), of(drifts, "id").bars());
    BarRows last = BarRows.of(written("a.csv"), of(drifts, "size"), 19, 2, Progress.NONE);
    assertEquals(List.of(951L, 952L), last.lines());
    assertEquals(List.of("950", "2", "n950"), last.rows().getFirst());
  }

  /// It is shown as not compared.
  @Test
  void aColumnForWhichTheMemoryDoesNotSufficeLeavesTheOthers() throws Exception {
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      for (var rows : Map.of("a.csv", 10_000, "b.csv", 300).entrySet()) {
        statement.execute(
            ("COPY (SELECT range %% 50 AS size, repeat('long ', 800) || range AS note,"
                    + " 'p' || range %% 3 AS place FROM range(%d)) TO '%s' (FORMAT parquet)")
                .formatted(rows.getValue(), folder.resolve(rows.getKey())));
      }
    }
    ComparedFiles pair;
    try (DataFiles files = open()) {
      pair = new ComparedFiles(profile(files, 0), profile(files, 1), new TreeMap<>());
    }
    var little = new Limits(1, Bytes.mebibytes(256), Optional.of(Bytes.mebibytes(1)));
    try (DataFiles files = open(little)) {
      // Of the 256 MB there are 40 in the notes, and the rest does not hold their groups.
      files.rows("CREATE TABLE ballast AS SELECT hash(range) AS h FROM range(23000000)");
      List<ColumnDrift> found = ColumnDrifts.of(files, PLACE, pair, pair.columns(), Progress.NONE);

      assertEquals(List.of("size", "place"), found.stream().map(ColumnDrift::column).toList());
    }
  }

  @Test
  void itIsCancelledBetweenTwoColumns() throws Exception {
    Files.writeString(folder.resolve("a.csv"), rows(400, i -> line(i, i, i)));
    Files.writeString(folder.resolve("b.csv"), rows(200, i -> line(i, i, i)));
    try (DataFiles files = open()) {
      var pair = new ComparedFiles(profile(files, 0), profile(files, 1), new TreeMap<>());
      List<Double> seen = new ArrayList<>();
      Progress cancelling =
          (fraction, doing) -> {
            seen.add(fraction);
            if (fraction > 0.5) {
              Thread.currentThread().interrupt();
            }
          };

      assertThrows(
          InterruptedException.class,
          () -> ColumnDrifts.of(files, PLACE, pair, pair.columns(), cancelling));
      assertEquals(List.of(0.0, 0.5, 0.5, 0.625), seen);
    }
  }

  /// What fails for another reason would else look as if it could not be compared.
  @Test
  void whatElseFailsIsAProblem() throws Exception {
    Files.writeString(folder.resolve("a.csv"), rows(400, i -> line(i, i, i)));
    Files.writeString(folder.resolve("b.csv"), rows(200, i -> line(i, i, i)));
    try (DataFiles files = open()) {
      var pair = new ComparedFiles(profile(files, 0), profile(files, 1), new TreeMap<>());
      files.rows("ALTER TABLE file1 DROP COLUMN c1");

      Problem problem =
          assertThrows(
                  ProblemException.class,
                  () -> ColumnDrifts.of(files, PLACE, pair, pair.columns(), Progress.NONE))
              .problem();

      assertEquals("data.engine-failed", problem.code().id());
      assertTrue(problem.remedy().contains("b.csv is not to blame"), problem.remedy());
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
}
