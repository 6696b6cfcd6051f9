// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a start takes in half a core and 128 MB; for a quiet machine with an engine.
@Tag("bench")
final class StartBenchTest {

  private static final int STARTS = 9;

  @TempDir Path temp;

  @Test
  void theSmallContainerIsReadyWithinASecond() throws Exception {
    try (BuiltImage image = BuiltImage.of(temp, "slipway-start-bench")) {
      start(image);
      List<Duration> sorted = Stream.generate(() -> start(image)).limit(STARTS).sorted().toList();

      long median = sorted.get(STARTS / 2).toMillis();
      String times =
          "ready after %d ms, median of %d starts from %d to %d ms, engine included (bar 1000)"
              .formatted(median, STARTS, sorted.getFirst().toMillis(), sorted.getLast().toMillis());
      System.out.println(times);
      assertTrue(median <= 1000, times);
    }
  }

  private static Duration start(BuiltImage image) {
    try (SmallContainer container = SmallContainer.start(image.name())) {
      return container.untilReady();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
