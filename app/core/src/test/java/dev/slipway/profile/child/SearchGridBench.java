// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.measure.machine.Environment;
import dev.slipway.profile.search.GridFile;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures the grid that [SearchTest] searches, of the penguin model, in rounds: each round every
/// point once, in another order, so that a slow minute of the machine meets different points each
/// time; what others disturbed is measured again. Goes on with `target/search-grid.csv` where it
/// ended after `-Dslipway.grid.seconds`. Run it on a quiet machine until nothing is missing.
@Tag("bench")
final class SearchGridBench {

  private static final Path ROOT = Path.of(System.getProperty("slipway.root"));
  private static final Path MODEL = ROOT.resolve("sample-projects/penguin-species/model.onnx");
  private static final Path CSV = ROOT.resolve("app/core/target/search-grid.csv");
  private static final int ROUNDS = 5;
  private static final double CALM = 0.10;

  @TempDir Path folder;

  @Test
  void measuresEveryPointInRounds() throws Exception {
    Path rows = folder.resolve("rows");
    RowsFile.write(
        rows,
        List.of(
            Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450)),
            Map.of("measurements", Tensor.floats(new long[] {1, 4}, 50.0f, 16.3f, 230, 5700))));
    if (!Files.exists(CSV)) {
      Files.write(CSV, head());
    }
    GridFile grid = GridFile.read(CSV, MODEL);
    List<SearchSpace.Point> missing = missing(grid);
    long end =
        System.nanoTime() + Duration.ofSeconds(Long.getLong("slipway.grid.seconds", 200)).toNanos();
    measured(grid.space().point(grid.space().all().getFirst()), rows, Duration.ofSeconds(3));
    int measured = 0;
    while (measured < missing.size() && System.nanoTime() < end) {
      PointReading reading = measured(missing.get(measured), rows, Duration.ofMillis(120));
      if (reading.foreign() <= CALM) {
        Files.writeString(CSV, GridFile.line(reading) + "\n", StandardOpenOption.APPEND);
        measured++;
      }
    }
    System.out.println(missing.size() - measured + " readings are missing in " + CSV);
  }

  private static List<SearchSpace.Point> missing(GridFile grid) {
    List<SearchSpace.Point> missing = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      List<SearchSpace.Point> points =
          new ArrayList<>(grid.space().all().stream().map(grid.space()::point).toList());
      Collections.shuffle(points, new Random(round));
      for (SearchSpace.Point point : points) {
        if (grid.rounds().getOrDefault(point, List.of()).size() < round) {
          missing.add(point);
        }
      }
    }
    return missing;
  }

  private static List<String> head() {
    var here = Environment.here("");
    return List.of(
        "# Every point in " + ROUNDS + " rounds, each in another order, by SearchGridBench,",
        "# for 200 ms after at most 120 ms of warm-up, all in one process; again while others",
        "# used more than a tenth of the machine.",
        "# " + LocalDate.now(ZoneOffset.UTC) + ": " + here.cpu() + ", " + here.cores() + " cores.",
        GridFile.HEADER);
  }

  private static PointReading measured(SearchSpace.Point point, Path rows, Duration warmUp)
      throws Exception {
    return new PointSession(new PointJob(point, MODEL, rows, warmUp, Duration.ofMillis(200), 1))
        .measure();
  }
}
