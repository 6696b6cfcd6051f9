// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures every point of the grid that [SearchTest] searches, of the penguin model, and writes
/// `target/search-grid.csv`. Run on a quiet machine, and look at the file before it is committed.
@Tag("bench")
final class SearchGridBench {

  private static final Path ROOT = Path.of(System.getProperty("slipway.root"));
  private static final Path MODEL = ROOT.resolve("sample-projects/penguin-species/model.onnx");

  @TempDir Path folder;

  @Test
  void measuresEveryPoint() throws Exception {
    Path rows = folder.resolve("rows");
    RowsFile.write(
        rows,
        List.of(
            Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450)),
            Map.of("measurements", Tensor.floats(new long[] {1, 4}, 50.0f, 16.3f, 230, 5700))));
    List<String> lines = new ArrayList<>();
    lines.add("# Every point once, 250 ms each after 200 ms of warm-up, by SearchGridBench, on:");
    lines.add("# " + Environment.here("").cpu() + ", " + Environment.here("").cores() + " cores");
    lines.add("threads,batch,clients,level,rows_per_second,p95_ns,cpu_ns_per_row,memory_bytes");
    SearchSpace space = GridFile.space(MODEL);
    for (List<Integer> at : space.all()) {
      var job =
          new PointJob(
              space.point(at), MODEL, rows, Duration.ofMillis(200), Duration.ofMillis(250), 1);
      lines.add(GridFile.line(new PointSession(job).measure()));
    }
    Path csv = ROOT.resolve("app/core/target/search-grid.csv");
    Files.write(csv, lines);
    System.out.println(lines.size() + " lines in " + csv);
  }
}
