// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TimeLeftTest {

  private final TimeLeft left = new TimeLeft();

  @Test
  void saysNothingBeforeItCanTell() {
    assertEquals(Optional.empty(), left.after(Duration.ofMillis(500), 0.5));
    assertEquals(Optional.empty(), left.after(Duration.ofSeconds(30), 0.01));
  }

  @Test
  void steadyWorkIsCountedDown() {
    List<Long> seen = new ArrayList<>();
    for (int second = 2; second <= 20; second += 2) {
      seen.add(left.after(Duration.ofSeconds(second), second / 20.0).orElseThrow().toSeconds());
    }

    assertEquals(List.of(20L, 20L, 15L, 15L, 10L, 8L, 6L, 4L, 2L, 0L), seen);
  }

  /// A phase that ends early, and one that takes longer, do not throw the number about.
  @Test
  void workThatGoesByFitsAndStartsDoesNotJump() {
    double[] done = {0.05, 0.30, 0.31, 0.32, 0.60, 0.61, 0.62, 0.63, 0.90, 0.91};
    List<Long> seen = new ArrayList<>();
    for (int i = 0; i < done.length; i++) {
      seen.add(left.after(Duration.ofSeconds(2L * (i + 1)), done[i]).orElseThrow().toSeconds());
    }

    for (int i = 1; i < seen.size(); i++) {
      assertTrue(seen.get(i) <= seen.get(i - 1), seen::toString);
    }
  }
}
