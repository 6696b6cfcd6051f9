// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.measure.load.Latencies.Bin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who watches a load sees the same picture whichever worker got the answer.
final class LiveCountsTest {

  @Test
  void workersAreCountedTogetherInWideBins() {
    var one = new LiveCounts();
    var other = new LiveCounts();
    one.count(500);
    one.count(1_500);
    other.count(1_500);
    other.count(3_000_000);

    assertEquals(
        List.of(bin(0, 1_280, 1), bin(1_280, 1_536, 2), bin(2_621_440, 3_145_728, 1)),
        LiveCounts.together(List.of(one, other)));
  }

  private static Bin bin(long from, long to, long count) {
    return new Bin(Duration.ofNanos(from), Duration.ofNanos(to), count);
  }
}
