// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.machine.CpuMeter;
import dev.slipway.measure.machine.QuietMachine;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Verdicts;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

final class LoadGeneratorTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;
  private static final Percentile P50 = new Percentile(50);
  private static final Percentile P95 = new Percentile(95);
  private static final Percentile P99 = new Percentile(99);
  private static final Percentile P999 = new Percentile(99.9);

  private static final LatencyLimit LIMIT = new LatencyLimit(P95, Duration.ofMillis(20));

  private final VirtualTicker ticker = new VirtualTicker();
  private final LoadGenerator generator = new LoadGenerator(ticker, new QuietMachine());

  /// Answers in 1 ms, but stands still for the first second of every ten.
  private boolean stalling(int input) {
    long within = ticker.now() % (10 * SECOND);
    ticker.pass((within < SECOND ? SECOND - within : 0) + MILLI);
    return true;
  }

  @Test
  void showsAStallInTheResponseTimesOfAnOpenLoop() throws InterruptedException {
    Measured measured =
        generator.run(
            open(new Arrival.Constant(new Rate(100)), 1000), source(this::stalling), Progress.NONE);

    // Requests of a stall wait up to 1 s; the backlog of 100 then melts at 1000/s less 100/s. So
    // 11.1 % of all wait, evenly from 0 to 1 s: P(response > x) = 0.111 (1 - x / 1 s).
    Latencies response = measured.block().response();
    assertEquals(100_000, response.count());
    assertEquals(1, millis(response, P50), 0.1);
    assertEquals(1000 * (1 - 0.05 / 0.1111), millis(response, P95), 12);
    assertEquals(1000 * (1 - 0.01 / 0.1111), millis(response, P99), 12);
    assertEquals(1000 * (1 - 0.001 / 0.1111), millis(response, P999), 12);
  }

  @Test
  void hidesTheSameStallInTheServiceTimes() throws InterruptedException {
    Measured measured =
        generator.run(
            open(new Arrival.Constant(new Rate(100)), 1000), source(this::stalling), Progress.NONE);

    // one request of a thousand meets the stall, all others take 1 ms
    assertEquals(1, millis(measured.block().service(), P99), 0.1);
    assertEquals(1000.0, (double) measured.block().service().max().toMillis(), 2.0);
  }

  @Test
  void hidesTheStallInAClosedLoopSinceNobodyAsksMeanwhile() throws InterruptedException {
    Measured measured =
        generator.run(open(new Arrival.Closed(1), 1000), source(this::stalling), Progress.NONE);

    assertEquals(1, millis(measured.block().response(), P999), 0.1);
    assertEquals(measured.block().response(), measured.block().service());
    assertEquals(900_000.0, (double) measured.block().response().count(), 300.0);
  }

  @Test
  void followsQueueingTheoryForIndependentUsers() throws InterruptedException {
    // M/D/1 at 80 %: mean response = service x (1 + 0.8 / (2 x 0.2)) = 3 ms
    IntPredicate steady =
        input -> {
          ticker.pass(MILLI);
          return true;
        };

    Measured measured =
        generator.run(
            open(new Arrival.Poisson(new Rate(800), 42), 1000), source(steady), Progress.NONE);

    assertEquals(3, measured.block().response().mean().toNanos() / (double) MILLI, 0.1);
    assertEquals(800_000.0, (double) measured.block().response().count(), 4000.0);
  }

  @Test
  void drawsTheSameArrivalsAndInputsFromTheSameSeed() throws InterruptedException {
    List<Integer> first = inputsOf(7);
    List<Integer> again = inputsOf(7);
    List<Integer> other = inputsOf(8);

    assertEquals(first, again);
    assertTrue(!first.equals(other), "another seed draws other inputs");
    assertEquals(Set.of(0, 1, 2, 3, 4), new HashSet<>(first));
  }

  private List<Integer> inputsOf(long seed) throws InterruptedException {
    var seen = new ArrayList<Integer>();
    IntPredicate noting =
        input -> {
          ticker.pass(MILLI);
          return seen.add(input);
        };
    var arrival = new Arrival.Poisson(new Rate(50), seed);
    generator.run(
        new LoadSpec(arrival, Duration.ofSeconds(10), seed, 1, Duration.ZERO, List.of(), 10),
        source(noting),
        Progress.NONE);
    return seen;
  }

  @Test
  void countsErrorsAsOverEveryLimitAndLeavesThemOutOfTheLatencies() throws InterruptedException {
    var calls = new ArrayList<Integer>();
    IntPredicate everyTenthFails =
        input -> {
          ticker.pass(MILLI);
          calls.add(input);
          return calls.size() % 10 != 0;
        };

    Measured measured =
        generator.run(
            open(new Arrival.Constant(new Rate(100)), 10), source(everyTenthFails), Progress.NONE);

    assertEquals(100, measured.block().errors());
    assertEquals(900, measured.block().response().count());
    Verdicts.Tally tally = measured.tallies().getFirst();
    assertEquals(1000, tally.count());
    assertEquals(100, tally.over());
    assertEquals(90, measured.block().throughput().perSecond(), 0.1);
  }

  @Test
  void doesNotWaitForeverForATargetThatFallsBehind() throws InterruptedException {
    IntPredicate slow =
        input -> {
          ticker.pass(100 * MILLI);
          return true;
        };

    Measured measured =
        generator.run(open(new Arrival.Constant(new Rate(100)), 10), source(slow), Progress.NONE);

    // 10 s and a fifth more, 10 answers a second; the rest was never sent
    assertEquals(120.0, (double) measured.block().response().count(), 1.0);
    assertEquals(1000, measured.block().response().count() + measured.block().errors());
    assertEquals(1000, measured.tallies().getFirst().count());
    assertTrue(measured.tallies().getFirst().over() > 990);
    String said = measured.verdicts(List.of(LIMIT)).getFirst().verdict().because();
    assertTrue(
        said.contains(
            "at a constant 100/s, %d got no right answer and p95 of the others was %s; p95 of at most"
                .formatted(
                    measured.block().errors(),
                    Durations.text(measured.block().response().at(P95).orElseThrow().value()))),
        said);
  }

  @Test
  void blamesTheTargetNotTheGeneratorForAQueue() throws InterruptedException {
    Measured measured =
        generator.run(
            open(new Arrival.Constant(new Rate(100)), 100), source(this::stalling), Progress.NONE);

    assertEquals(0, measured.block().lateStarts());
    assertEquals(List.of(), measured.block().invalid());
  }

  @Test
  void callsARunInvalidWhenTheGeneratorOversleeps() throws InterruptedException {
    var sleepy =
        new Ticker() {
          @Override
          public long now() {
            return ticker.now();
          }

          @Override
          public long awaitUntil(long at) {
            ticker.awaitUntil(at + 3 * MILLI);
            return 0;
          }
        };

    Measured measured =
        new LoadGenerator(sleepy, new QuietMachine())
            .run(
                open(new Arrival.Constant(new Rate(100)), 10),
                source(input -> true),
                Progress.NONE);

    assertEquals(1, measured.block().lateStarts());
    assertEquals(
        List.of("100 % of the requests were sent over 1 ms late"), measured.block().invalid());
  }

  @Test
  void callsARunInvalidWhenOthersUseTheMachineOrItIsHeldBack() throws InterruptedException {
    var busy =
        new CpuMeter() {
          @Override
          public Reading read() {
            // others use one of two processors; the system throttles once a second
            long now = ticker.now();
            return new Reading(now / 4, now / 4 + now, 2, now / SECOND);
          }

          @Override
          public int processors() {
            return 2;
          }

          @Override
          public Optional<String> objection() {
            return Optional.of("the machine runs on its battery");
          }
        };

    Measured measured =
        new LoadGenerator(ticker, busy)
            .run(
                open(new Arrival.Constant(new Rate(100)), 10),
                source(this::stalling),
                Progress.NONE);

    assertEquals(0.5, measured.block().foreignCpu(), 0.01);
    assertEquals(
        List.of(
            "other programs used 50 % of the machine",
            "the system held the processor back (throttled)", "the machine runs on its battery"),
        measured.block().invalid());
  }

  @Test
  void keepsRawSamplesEvenlyPickedWhenThereAreMany() throws InterruptedException {
    IntPredicate steady =
        input -> {
          ticker.pass(MILLI);
          return true;
        };
    var spec =
        new LoadSpec(
            new Arrival.Closed(1), Duration.ofSeconds(1), 1, 1, Duration.ZERO, List.of(), 300);

    List<Samples.Sample> samples = generator.run(spec, source(steady), Progress.NONE).samples();

    // 1,000 requests do not fit 300: every fourth is kept
    assertEquals(250, samples.size());
    assertEquals(new Samples.Sample(0, MILLI, MILLI), samples.getFirst());
    assertEquals(new Samples.Sample(4 * MILLI, MILLI, MILLI), samples.get(1));
  }

  @Test
  void allocatesNothingForARequest() throws InterruptedException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[2];
    int[] calls = new int[1];
    IntPredicate watched =
        input -> {
          ticker.pass(MILLI);
          calls[0]++;
          if (calls[0] == 10_000 || calls[0] == 110_000) {
            allocated[calls[0] / 110_000] = threads.getCurrentThreadAllocatedBytes();
          }
          return true;
        };

    generator.run(open(new Arrival.Poisson(new Rate(800), 1), 150), source(watched), Progress.NONE);

    // a page for a hundred thousand requests is the JVM's, not ours
    assertTrue(allocated[1] - allocated[0] < 4096, (allocated[1] - allocated[0]) + " bytes");
  }

  @Test
  void stopsWhenItIsCancelled() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var released = new AtomicBoolean();
    LoadTarget.Source hanging =
        source(
            new LoadTarget() {
              @Override
              public boolean send(int input) throws InterruptedException {
                begun.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  released.set(true);
                  throw e;
                }
                return true;
              }

              @Override
              public void close() {}
            });
    var outcome = new AtomicReference<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                generator.run(open(new Arrival.Closed(1), 10), hanging, Progress.NONE);
              } catch (InterruptedException | RuntimeException e) {
                outcome.set(e);
              }
            });
    begun.await();

    caller.interrupt();

    assertTrue(caller.join(Duration.ofSeconds(10)), "the load goes on");
    assertInstanceOf(InterruptedException.class, outcome.get());
    assertTrue(released.get(), "its worker goes on");
  }

  private static LoadSpec open(Arrival arrival, int seconds) {
    return new LoadSpec(
        arrival, Duration.ofSeconds(seconds), 42, 1, Duration.ofSeconds(2), List.of(LIMIT), 100);
  }

  private static double millis(Latencies latencies, Percentile at) {
    return latencies.at(at).orElseThrow().value().toNanos() / (double) MILLI;
  }

  private static LoadTarget.Source source(IntPredicate answer) {
    return source(
        new LoadTarget() {
          @Override
          public boolean send(int input) {
            return answer.test(input);
          }

          @Override
          public void close() {}
        });
  }

  private static LoadTarget.Source source(LoadTarget target) {
    return new LoadTarget.Source() {
      @Override
      public int inputs() {
        return 5;
      }

      @Override
      public LoadTarget.Place place() {
        return LoadTarget.Place.HERE;
      }

      @Override
      public LoadTarget open() {
        return target;
      }
    };
  }
}
