// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.measure.machine.QuietMachine;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Verdicts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is printed of a load can be computed again, by other code, from the raw samples that are
/// kept of it.
final class LoadMeasuresTest {

  private static final long MILLI = 1_000_000;
  private static final LatencyLimit SHORT = limit(95, 8);
  private static final LatencyLimit LONG = limit(99, 20);

  @TempDir Path folder;
  private final VirtualTicker ticker = new VirtualTicker();
  private long request;

  /// Takes 1 ms, every tenth 9 ms, every fortieth 30 ms; every fiftieth answer is wrong.
  private boolean answering(int input) {
    request++;
    ticker.pass((request % 40 == 0 ? 30 : request % 10 == 0 ? 9 : 1) * MILLI);
    return request % 50 != 0;
  }

  @Test
  void everyNumberOfALoadComesFromTheRawSamplesThatAreKept() throws Exception {
    Measured measured = run(new Arrival.Poisson(new Rate(60), 7), ticker, this::answering);
    Samples.write(folder.resolve("open.csv.gz"), measured.samples());
    List<Samples.Sample> kept = stored("open");
    Block block = measured.block();

    assertEquals(measured.samples(), kept);
    assertTrue(block.errors() > 0, block.toString());
    latencies(block.response(), sorted(kept, Samples.Sample::response));
    latencies(block.service(), sorted(kept, Samples.Sample::service));
    double seconds = block.length().toNanos() / 1e9;
    assertEquals(kept.size() / seconds, block.throughput().perSecond(), 1e-9);
    long good = kept.stream().filter(one -> one.response() <= 20 * MILLI).count();
    assertEquals(good / seconds, block.goodput().orElseThrow().perSecond(), 1e-9);
    List<LatencyLimit> limits = List.of(SHORT, LONG);
    List<LatencyVerdict> verdicts = measured.verdicts(limits);
    for (int i = 0; i < limits.size(); i++) {
      long limit = limits.get(i).limit().toNanos();
      long over = kept.stream().filter(one -> one.response() > limit).count() + block.errors();
      Verdicts.Tally tally = measured.tallies().get(i);
      assertEquals(
          List.of(kept.size() + block.errors(), over), List.of(tally.count(), tally.over()));
      Verdict again = Verdicts.judge(limits.get(i), tally);
      Verdict said = verdicts.get(i).verdict();
      assertEquals(again.word(), said.word());
      assertTrue(said.because().contains(again.because()), said + " and " + again);
    }
  }

  /// What is kept of a load tells how it would have been judged by any limit.
  @Test
  void anotherLimitIsJudgedFromWhatIsKept() throws Exception {
    Measured measured = run(new Arrival.Poisson(new Rate(60), 7), ticker, this::answering);
    Responses kept = measured.responses().orElseThrow();

    for (long millis : new long[] {2, 5, 12, 25, 60, 1_000}) {
      LatencyLimit other = limit(90, millis);
      Verdicts.Tally tally = kept.tally(other);
      long over =
          measured.samples().stream()
                  .filter(one -> one.response() > other.limit().toNanos())
                  .count()
              + measured.block().errors();
      // what shares three digits with the limit counts as over it
      long near =
          measured.samples().stream()
              .filter(one ->
                  Math.abs(one.response() - other.limit().toNanos())
                      <= 1e-3 * other.limit().toNanos())
              .count();
      assertEquals(measured.samples().size() + measured.block().errors(), tally.count());
      assertTrue(tally.over() >= over && tally.over() <= over + near, tally + ", not " + over);
    }
  }

  /// By sorting and by summing up the binomial distribution, term by term.
  private static void latencies(Latencies printed, long[] sorted) {
    assertEquals(sorted.length, printed.count());
    assertEquals(sorted[0], printed.min().toNanos());
    assertEquals(sorted[sorted.length - 1], printed.max().toNanos());
    assertEquals(LongStream.of(sorted).sum() / sorted.length, printed.mean().toNanos());
    assertEquals(
        List.of(50.0, 90.0, 95.0, 99.0),
        printed.percentiles().stream().map(at -> at.percentile().percent()).toList());
    for (Latencies.AtPercentile at : printed.percentiles()) {
      double share = at.percentile().share();
      int rank = (int) Math.ceil(share * sorted.length);
      near(sorted[rank - 1], at.value());
      int low = 0;
      while (below(low + 1, sorted.length, share) <= 0.025) {
        low++;
      }
      int high = sorted.length + 1;
      while (1 - below(high - 1, sorted.length, share) <= 0.025) {
        high--;
      }
      near(sorted[Math.max(1, low) - 1], at.low());
      near(sorted[Math.min(sorted.length, high) - 1], at.high());
    }
  }

  /// The chance that fewer than so many of `n` samples are below the true percentile.
  private static double below(int rank, int n, double share) {
    double chance = 0;
    double chosen = 0;
    for (int k = 0; k < rank; k++) {
      chance += Math.exp(chosen + k * Math.log(share) + (n - k) * Math.log1p(-share));
      chosen += Math.log((n - k) / (k + 1.0));
    }
    return chance;
  }

  /// To the three digits that are counted.
  private static void near(long expected, Duration printed) {
    assertEquals((double) expected, (double) printed.toNanos(), expected * 1e-3);
  }

  private static long[] sorted(List<Samples.Sample> samples, ToLongFunction<Samples.Sample> of) {
    return samples.stream().mapToLong(of).sorted().toArray();
  }

  private List<Samples.Sample> stored(String block) throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(block + ".csv.gz"))),
                StandardCharsets.US_ASCII))) {
      assertEquals("intended_ns,response_ns,service_ns", lines.readLine());
      return lines
          .lines()
          .map(line -> Arrays.stream(line.split(",")).mapToLong(Long::parseLong).toArray())
          .map(cells -> new Samples.Sample(cells[0], cells[1], cells[2]))
          .toList();
    }
  }

  @Test
  void tellsHowLateRequestsWereSentByAGeneratorThatSleepsTooLong() throws Exception {
    Ticker sleepy =
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

    Block.Lag lag =
        run(new Arrival.Constant(new Rate(60)), sleepy, input -> true).block().lag().orElseThrow();

    Duration late = Duration.ofMillis(3);
    assertEquals(new Block.Lag(late, Optional.of(late), late), lag);
  }

  /// While the sender is busy with a slow answer, a request waits in line: that is the target's.
  @Test
  void aSlowTargetIsNoLagOfTheGenerator() throws Exception {
    Block block = run(new Arrival.Poisson(new Rate(60), 7), ticker, this::answering).block();

    assertEquals(Duration.ofNanos(1), block.lag().orElseThrow().most());
    assertTrue(block.response().mean().compareTo(block.service().mean()) > 0, block.toString());
  }

  @Test
  void aClosedLoopIntendsNothingAndHasNoLag() throws Exception {
    Block block = run(new Arrival.Closed(1), ticker, this::answering).block();

    assertEquals(Optional.empty(), block.lag());
    assertTrue(block.heap().isPresent());
  }

  private Measured run(Arrival arrival, Ticker with, IntPredicate answer)
      throws InterruptedException {
    var spec =
        new LoadSpec(
            arrival,
            Duration.ofSeconds(20),
            42,
            1,
            Duration.ofSeconds(2),
            List.of(SHORT, LONG),
            100_000);
    return new LoadGenerator(with, new QuietMachine())
        .run(spec, new MadeTarget(5, answer), Progress.NONE);
  }

  private static LatencyLimit limit(double percent, long millis) {
    return new LatencyLimit(new Percentile(percent), Duration.ofMillis(millis));
  }
}
