// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class StallsTest {

  private static final Percentile P95 = new Percentile(95);
  private static final Percentile P99 = new Percentile(99);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Looks STANDARD = new Looks(MINUTE, 2, false);
  private static final Looks CERTIFY = new Looks(MINUTE, 2, true);

  @Test
  void demandsALengthThatMeetsStallsWhichWouldBreakTheLimit() {
    assertEquals(
        List.of("24 s", "47 s", "3 min 51 s", "38 min 23 s", "6 h 23 min"),
        DoubleStream.of(90, 95, 99, 99.9, 99.99)
            .mapToObj(Percentile::new)
            .map(at -> Durations.span(Stalls.demanded(at)))
            .toList());
  }

  /// Once in G seconds on average: none in T seconds with chance e^(-T/G).
  @Test
  void meetsStallsThatAreNotRarerInNinetyNineOfAHundredRuns() {
    double apart = Stalls.rarest(MINUTE).toNanos() / 1e9;

    assertEquals(0.01, Math.exp(-60 / apart), 1e-9);
  }

  @Test
  void saysOfALimitThatIsMetWhatTheRunCouldNotSee() {
    assertEquals(
        new Verdict.Met("fine; a stall rarer than once in 13 s would leave no trace in 60 s"),
        Stalls.told(new Verdict.Met("fine"), P99, MINUTE, STANDARD));
    assertEquals(
        new Verdict.Met("fine; a stall rarer than once in 1.09 s would leave no trace in 5 s"),
        Stalls.told(new Verdict.Met("fine"), P99, Duration.ofSeconds(5), STANDARD));
  }

  @Test
  void certifiesNothingFromARunThatIsTooShortForIt() {
    assertEquals(
        new Verdict.Inconclusive(
            "fine; a stall rarer than once in 13 s would leave no trace in 60 s: to certify"
                + " p99 takes a run of 3 min 51 s",
            0),
        Stalls.told(new Verdict.Met("fine"), P99, MINUTE, CERTIFY));
    assertEquals(
        new Verdict.Met("fine; a stall rarer than once in 13 s would leave no trace in 60 s"),
        Stalls.told(new Verdict.Met("fine"), P95, MINUTE, CERTIFY));
  }

  @Test
  void leavesOtherVerdictsAsTheyAre() {
    List<Verdict> others = List.of(new Verdict.NotMet("slow"), new Verdict.Inconclusive("few", 7));

    assertEquals(
        others, others.stream().map(each -> Stalls.told(each, P99, MINUTE, CERTIFY)).toList());
  }
}
