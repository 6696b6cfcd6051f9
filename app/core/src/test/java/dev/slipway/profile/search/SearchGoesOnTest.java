// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.profile.host.Profiler;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A search of a real model in real processes, cut short and taken up again.
final class SearchGoesOnTest {

  private static final Path MODEL =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");

  private static final List<Map<String, Tensor>> ROWS =
      List.of(
          Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450)),
          Map.of("measurements", Tensor.floats(new long[] {1, 4}, 50.0f, 16.3f, 230, 5700)));

  @TempDir Path folder;

  @Test
  void goesOnAfterACancelAndAKillAndMeasuresNothingTwice() throws Exception {
    var space =
        new SearchSpace(
            List.of(1),
            List.of(1, 4),
            List.of(1),
            List.of("ALL"),
            List.of(new SearchSpace.Variant("as it is", MODEL, Sha256.of(MODEL))));
    var request =
        new SearchRequest(
            space,
            new SearchGoal(SearchGoal.Most.THROUGHPUT, Optional.empty()),
            ROWS,
            InputSizes.OF_MODEL,
            Duration.ofMinutes(5),
            7,
            Optional.empty());

    assertThrows(
        InterruptedException.class,
        () -> new Profiler().search(request, folder, cancelAfterTheFirstPoint()));
    List<String> afterCancel = lines();
    Files.writeString(file(), "\n{\"model\":\"half a li", StandardOpenOption.APPEND);
    SearchResult result = new Profiler().search(request, folder, Progress.NONE);
    List<String> afterEnd = lines();
    SearchResult again = new Profiler().search(request, folder, Progress.NONE);

    assertEquals(1, afterCancel.size());
    assertTrue(afterEnd.containsAll(afterCancel));
    // two points, each looked at briefly and confirmed, and the torn line
    assertEquals(5, afterEnd.size(), afterEnd.toString());
    assertEquals(afterEnd, lines());
    assertEquals(result, again);
    assertEquals(2, result.seen());
  }

  private static Progress cancelAfterTheFirstPoint() {
    return (fraction, doing) -> {
      if (doing.contains(" 1 of ")) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file()).stream().filter(line -> !line.isBlank()).toList();
  }
}
