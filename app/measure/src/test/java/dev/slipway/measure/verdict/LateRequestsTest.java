// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LateRequestsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private static LateRequests within(long seconds, long limitMillis) {
    return new LateRequests(
        seconds * SECOND,
        List.of(new LatencyLimit(new Percentile(90), Duration.ofMillis(limitMillis))));
  }

  @Test
  void countsWhatIsOverTheLimitAndWhatGotNoAnswer() {
    LateRequests late = within(20, 5);
    for (int i = 0; i < 200; i++) {
      late.record(i * SECOND / 10, (i % 10 == 0 ? 6 : 5) * MILLI, i % 50 != 1);
    }

    Verdicts.Tally tally = late.tally(0);

    assertEquals(200, tally.count());
    assertEquals(24, tally.over());
  }

  /// One of ten in each second is late, so that they come together as little as can be; the limit
  /// itself nobody breaks.
  @Test
  void seesAtTheSamplesOwnPercentileHowLateOnesComeTogether() {
    LateRequests even = within(20, 1_000);
    LateRequests together = within(20, 1_000);
    for (int i = 0; i < 2_000; i++) {
      even.record(i * SECOND / 100, (i % 10 == 0 ? 50 : 1) * MILLI, true);
      together.record(i * SECOND / 100, (i / 100 % 10 == 0 ? 50 : 1) * MILLI, true);
    }

    assertEquals(new Verdicts.Tally(2_000, 0), even.tally(0));
    // in two of ten pairs of parts 100 where 20 were to be
    double squares = 2 * 80 * 80 + 8 * 20 * 20;
    assertEquals(
        squares * 10 / 9 / 180 * Clustering.caution(9), together.tally(0).clustering(), 1e-9);
  }

  /// Half of the answers are slow, in turns; over the limit are few, and they come in one stall.
  @Test
  void countsAStallForWhatItIsWhereTheOthersAreEven() {
    LateRequests late = within(20, 100);
    for (int i = 0; i < 2_000; i++) {
      boolean stalled = i >= 500 && i < 540;
      late.record(i * SECOND / 100, (stalled ? 200 : i % 2 == 0 ? 50 : 1) * MILLI, true);
    }

    // in one of ten pairs of parts 40 where 4 were to be
    double beyond = (36.0 * 36 + 9 * 4 * 4) * 10 / 9 / (40 * 0.98);
    Verdicts.Tally tally = late.tally(0);
    assertEquals(List.of(2_000L, 40L), List.of(tally.count(), tally.over()));
    assertEquals(beyond * Clustering.caution(9), tally.clustering(), 1e-9);
  }

  /// Slow ones come in one second, and far within the limit of 100 ms.
  @Test
  void countsWhatIsOverAThirdOfTheLimitByItself() {
    LateRequests within = within(60, 100);
    LateRequests tooShort = within(40, 100);
    for (int i = 0; i < 4_000; i++) {
      long took = (i >= 1_000 && i < 1_100 ? 34 : i % 9 == 0 ? 30 : 1) * MILLI;
      within.record(i * SECOND / 100, took, true);
      tooShort.record(i * SECOND / 100, took, true);
    }

    Verdicts.Third third = within.tally(0).third().orElseThrow();

    assertEquals(100, third.over());
    assertTrue(third.clustering() > 50, third.toString());
    assertEquals(Optional.empty(), tooShort.tally(0).third());
  }

  /// Two loads one after the other are as one of twice the length.
  @Test
  void joinsWhatFollows() {
    var random = new SplittableRandom(5);
    LateRequests first = within(10, 3);
    LateRequests second = within(10, 3);
    LateRequests whole = within(20, 3);
    for (int i = 0; i < 4_000; i++) {
      long at = random.nextLong(20 * SECOND);
      long took = (long) (random.nextExponential() * MILLI * (at < 7 * SECOND ? 1 : 2));
      whole.record(at, took, true);
      if (at < 10 * SECOND) {
        first.record(at, took, true);
      } else {
        second.record(at - 10 * SECOND, took, true);
      }
    }

    assertEquals(whole.tally(0), first.then(second).tally(0));
    assertTrue(whole.tally(0).clustering() > 1);
  }

  /// Of two threads, each with every second request.
  @Test
  void addsWhatAnotherThreadCounted() {
    LateRequests mine = within(10, 3);
    LateRequests theirs = within(10, 3);
    LateRequests all = within(10, 3);
    for (int i = 0; i < 1_000; i++) {
      long took = (1 + i / 100 % 5) * MILLI;
      (i % 2 == 0 ? mine : theirs).record(i * SECOND / 100, took, true);
      all.record(i * SECOND / 100, took, true);
    }

    mine.add(theirs);

    assertEquals(all.tally(0), mine.tally(0));
  }

  @Test
  void takesAnyTimeForALatency() {
    LateRequests late = within(1, 5);
    for (long took : new long[] {-5, 0, 31, 32, 1L << 50, Long.MAX_VALUE}) {
      late.record(0, took, true);
    }

    assertEquals(2, late.tally(0).over());
  }
}
