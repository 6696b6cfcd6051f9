// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

  @Test
  void waitsUntilFourWindowsAgree() {
    assertFalse(after(0, 222_000, 8_100, 8_000, 8_100).settled());
    assertTrue(after(0, 222_000, 8_100, 8_000, 8_100, 7_900).settled());
  }

  @Test
  void waitsUntilTheCompilerIsQuiet() {
    assertFalse(after(5, 8_000, 8_000, 8_000, 8_000).settled());
    assertTrue(after(4, 8_000, 8_000, 8_000, 8_000).settled());
  }

  private static WarmUp after(int compilingMillis, int... medians) {
    var watch = new WarmUp();
    IntStream.of(medians)
        .mapToObj(nanos ->
            new WarmUp.Window(
                Duration.ofMillis(200),
                Duration.ofNanos(nanos),
                Duration.ofMillis(compilingMillis)))
        .forEach(watch::add);
    return watch;
  }
}
