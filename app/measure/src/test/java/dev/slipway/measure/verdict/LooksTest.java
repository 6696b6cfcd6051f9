// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Percentile;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LooksTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void doublesTheLengthAtEachLookAndSpendsTheDoubtByLength() {
    var looks = new Looks(MINUTE, 4, false);

    assertEquals(
        List.of(1L, 1L, 2L, 4L),
        IntStream.rangeClosed(1, 4).mapToObj(look -> looks.stage(look).toMinutes()).toList());
    assertEquals(Duration.ofMinutes(8), looks.longest());
    assertEquals(
        List.of(0.125, 0.125, 0.25, 0.5),
        IntStream.rangeClosed(1, 4).mapToObj(looks::share).toList());
  }

  @Test
  void takesAsManyLooksAsABudgetHasRoomFor() {
    assertEquals(new Looks(MINUTE, 1, false), Looks.within(MINUTE, MINUTE));
    assertEquals(new Looks(MINUTE, 1, false), Looks.within(MINUTE, Duration.ofSeconds(119)));
    assertEquals(new Looks(MINUTE, 3, false), Looks.within(MINUTE, Duration.ofMinutes(7)));
    assertEquals(new Looks(MINUTE, 1, false), Looks.within(MINUTE, Duration.ZERO));
    assertEquals(1, Looks.within(Duration.ZERO, MINUTE).most());
  }

  @Test
  void certifiesForAsLongAsTheStrictestLimitDemandsWithinAnHour() {
    var looks = new Looks(Duration.ofMinutes(10), 2, false);

    assertEquals(new Looks(Duration.ofMinutes(10), 2, true), looks.certifying(limits(95, 99)));
    assertEquals(new Looks(Duration.ofSeconds(2303), 1, true), looks.certifying(limits(95, 99.9)));
    assertEquals(new Looks(Duration.ofMinutes(10), 2, true), looks.certifying(limits(95, 99.99)));
  }

  private static List<LatencyLimit> limits(double... percents) {
    return Arrays.stream(percents)
        .mapToObj(percent -> new LatencyLimit(new Percentile(percent), Duration.ofMillis(20)))
        .toList();
  }
}
