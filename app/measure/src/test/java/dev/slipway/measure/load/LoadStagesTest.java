// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.measure.machine.QuietMachine;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Looks;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A load goes on, in stages, while its verdicts cannot tell.
final class LoadStagesTest {

  private static final long MILLI = 1_000_000;
  private static final Percentile P95 = new Percentile(95);
  private static final LatencyLimit LIMIT = new LatencyLimit(P95, Duration.ofMillis(20));
  private static final Looks LOOKS = new Looks(Duration.ofSeconds(10), 3, false);

  private final VirtualTicker ticker = new VirtualTicker();

  @Test
  void endsAtTheFirstLookThatTells() throws InterruptedException {
    Measured measured = looked(60);

    assertEquals(Duration.ofSeconds(10), measured.block().length());
    assertEquals(1000, measured.block().response().count());
    assertEquals(
        List.of(
            new LatencyVerdict(
                P95,
                Duration.ofMillis(20),
                new Verdict.Met(
                    "at a constant 100/s, p95 was 1 ms; p95 of at most 20 ms: 16 of 1,000"
                        + " requests over it, at 99 % confidence over 3 looks; a stall rarer than"
                        + " once in 2.17 s would leave no trace in 10 s"))),
        measured.verdicts(List.of(LIMIT)));
  }

  /// One of twenty is late: exactly what p95 allows.
  @Test
  void goesOnWhileItCannotTellUntilItsBudgetEnds() throws InterruptedException {
    Measured measured = looked(20);

    assertEquals(new Measured.Looked(LOOKS, 3, Duration.ofSeconds(40)), measured.looked());
    assertEquals(4000, measured.block().response().count());
    assertEquals(100, measured.block().throughput().perSecond(), 0.1);
    assertEquals(
        LongStream.range(0, 4000).map(i -> i * 10 * MILLI).boxed().toList(),
        measured.samples().stream().map(Samples.Sample::intended).toList());
    Verdict verdict = measured.verdicts(List.of(LIMIT)).getFirst().verdict();
    assertEquals(
        "at a constant 100/s, p95 was 12 ms; p95 of at most 20 ms: 200 of 4,000 requests over it,"
            + " at 99 % confidence over 3 looks; it is too near its limit to tell",
        assertInstanceOf(Verdict.Inconclusive.class, verdict).because());
  }

  /// By the same rule, of all stages, as if another limit had been stated from the beginning.
  @Test
  void keepsWhatItTakesToBeJudgedAgain() throws InterruptedException {
    Measured measured = looked(20);
    Responses kept = measured.responses().orElseThrow();

    assertEquals(measured.looked(), kept.looked());
    assertEquals(measured.tallies(), List.of(kept.tally(LIMIT)));
    assertEquals(
        List.of("not met", "inconclusive", "met"),
        Stream.of(10, 20, 30)
            .map(millis -> new LatencyLimit(P95, Duration.ofMillis(millis)))
            .map(limit -> Measured.judge(measured.block(), limit, kept.tally(limit), kept.looked()))
            .map(judged -> judged.verdict().word())
            .toList());
  }

  /// A share of the requests is late, evenly.
  private Measured looked(int lateOneIn) throws InterruptedException {
    int[] sent = new int[1];
    IntPredicate sometimesLate =
        input -> {
          ticker.pass(++sent[0] % lateOneIn == 0 ? 21 * MILLI : MILLI);
          return true;
        };
    var spec =
        new LoadSpec(
            new Arrival.Constant(new Rate(100)),
            LOOKS,
            42,
            1,
            Duration.ofSeconds(2),
            List.of(LIMIT),
            10_000);
    return new LoadGenerator(ticker, new QuietMachine())
        .run(spec, new MadeTarget(5, sometimesLate), Progress.NONE);
  }
}
