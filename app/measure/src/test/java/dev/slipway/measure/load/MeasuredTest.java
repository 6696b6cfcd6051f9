// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.measure.verdict.Verdicts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a disturbed load shows.
final class MeasuredTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final LatencyLimit LIMIT =
      new LatencyLimit(new Percentile(95), Duration.ofMillis(20));
  private static final List<String> QUIET = List.of();
  private static final List<String> DISTURBED = List.of("other programs used 40 % of the machine");

  /// A disturbance only makes answers later: who was in time nevertheless is in time.
  @Test
  void showsALimitMetButNeverMissed() {
    var arrivals = new Arrival.Poisson(new Rate(100), 1);

    assertEquals("met", verdict(arrivals, QUIET, 0));
    assertEquals("met", verdict(arrivals, DISTURBED, 0));
    assertEquals("not met", verdict(arrivals, QUIET, 6_000));
    assertEquals("inconclusive", verdict(arrivals, DISTURBED, 6_000));
  }

  /// Clients that wait for their answers ask less often when they are disturbed.
  @Test
  void showsNothingWhereItAlsoMadeTheLoadLess() {
    assertEquals("met", verdict(new Arrival.Closed(4), QUIET, 0));
    assertEquals("inconclusive", verdict(new Arrival.Closed(4), DISTURBED, 0));
  }

  private static String verdict(Arrival arrival, List<String> invalid, long over) {
    var latencies =
        new Latencies(
            6_000, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(4), List.of(), List.of());
    var block =
        new Block(
            arrival,
            MINUTE,
            latencies,
            latencies,
            new Rate(100),
            0,
            0,
            Duration.ofMillis(1),
            0,
            invalid,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Measured.judge(
            block,
            LIMIT,
            new Verdicts.Tally(6_000, over),
            new Measured.Looked(Looks.once(MINUTE), 1, MINUTE))
        .verdict()
        .word();
  }
}
