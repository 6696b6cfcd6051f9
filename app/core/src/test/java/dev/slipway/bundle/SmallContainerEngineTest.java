// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.verify.engine.ContainerEngine;
import dev.slipway.verify.engine.ContainerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image where little is to be had: half a core and 128 MB.
@Tag("engine")
final class SmallContainerEngineTest {

  private static final int PREDICTIONS = 2_000;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir Path temp;

  @Test
  void itServesWithinItsMemoryAndIsHealthy() throws Exception {
    try (BuiltImage image = BuiltImage.oftenAsked(temp, "slipway-small-test");
        SmallContainer container = SmallContainer.start(image.name());
        ContainerEngine.MemoryWatch watch = container.watchMemory()) {
      long began = System.nanoTime();
      do {
        container.predict(PREDICTIONS);
      } while (!isHealthy(container, began) || watch.peak().isEmpty());

      Bytes peak = watch.peak().orElseThrow();
      ContainerState state = container.state();
      System.out.println(
          "0.5 CPU, 128 MB: peak %.1f MB without droppable file cache (bar 128), health checks on"
              .formatted(peak.count() / 1e6));
      assertEquals(ContainerState.Status.RUNNING, state.status());
      assertEquals(false, state.outOfMemory());
      assertEquals(Optional.of("healthy"), state.health());
      assertTrue(peak.count() <= 128_000_000, peak.toString());
    }
  }

  private static boolean isHealthy(SmallContainer container, long began) throws Exception {
    assertTrue(System.nanoTime() - began < LONGEST.toNanos(), container.state().toString());
    return container.state().health().equals(Optional.of("healthy"));
  }
}
