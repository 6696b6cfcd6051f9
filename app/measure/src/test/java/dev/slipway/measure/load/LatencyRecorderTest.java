// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LatencyRecorderTest {

  @Test
  void leavesOutPercentilesThatTooFewRequestsCannotTell() {
    var recorder = oneTo(100);

    assertEquals(
        List.of(new Percentile(50), new Percentile(90), new Percentile(95)),
        recorder.latencies().percentiles().stream().map(AtPercentile::percentile).toList());
  }

  @Test
  void givesEachPercentileWithItsInterval() {
    var recorder = oneTo(100);

    assertEquals(
        new AtPercentile(new Percentile(50), nanos(50), nanos(40), nanos(61)),
        recorder.latencies().at(new Percentile(50)).orElseThrow());
  }

  @Test
  void keepsCountMinMeanAndMaxExact() {
    var recorder = new LatencyRecorder();
    recorder.record(1_234_567);
    recorder.record(7_654_321);

    Latencies latencies = recorder.latencies();

    assertEquals(2, latencies.count());
    assertEquals(Duration.ofNanos(1_234_567), latencies.min());
    assertEquals(Duration.ofNanos(4_444_444), latencies.mean());
    assertEquals(Duration.ofNanos(7_654_321), latencies.max());
  }

  @Test
  void countsWhatIsOverALimitToTheNanosecond() {
    var recorder = new LatencyRecorder(List.of(limit(95, 20_000_000)));
    recorder.record(20_000_000);
    recorder.record(20_000_001);

    assertEquals(1, recorder.over(0));
  }

  @Test
  void drawsBinsThatHoldEveryRequestAndDoNotOverlap() {
    var recorder = new LatencyRecorder();
    for (int i = 0; i < 5000; i++) {
      recorder.record(1L + (i * 7919L) % 3_000_017);
    }
    recorder.record(Duration.ofHours(2).toNanos());

    List<Latencies.Bin> bins = recorder.latencies().histogram();

    assertEquals(5001, bins.stream().mapToLong(Latencies.Bin::count).sum());
    for (int i = 1; i < bins.size(); i++) {
      assertTrue(
          bins.get(i - 1).to().compareTo(bins.get(i).from()) <= 0, bins.get(i - 1) + " overlaps");
    }
    assertTrue(bins.size() < 200, bins.size() + " bins");
  }

  @Test
  void addsUpWhatSeveralWorkersSaw() {
    var one = new LatencyRecorder(List.of(limit(95, 50)));
    one.record(10);
    var other = new LatencyRecorder(List.of(limit(95, 50)));
    other.record(100);
    var both = new LatencyRecorder(List.of(limit(95, 50)));
    both.record(10);
    both.record(100);

    one.add(other);

    assertEquals(both.latencies(), one.latencies());
    assertEquals(1, one.over(0));
  }

  @Test
  void saysNothingOfAnEmptyBlock() {
    assertEquals(
        new Latencies(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), List.of()),
        new LatencyRecorder().latencies());
  }

  @Test
  void printsThePercentileOfAnObjectiveToo() {
    var recorder = new LatencyRecorder(List.of(limit(75, 20)));
    for (int i = 1; i <= 100; i++) {
      recorder.record(i);
    }

    assertEquals(
        new AtPercentile(new Percentile(75), nanos(75), nanos(66), nanos(84)),
        recorder.latencies().at(new Percentile(75)).orElseThrow());
  }

  private static LatencyLimit limit(double percent, long nanos) {
    return new LatencyLimit(new Percentile(percent), nanos(nanos));
  }

  private static LatencyRecorder oneTo(int most) {
    var recorder = new LatencyRecorder();
    for (int i = 1; i <= most; i++) {
      recorder.record(i);
    }
    return recorder;
  }

  private static Duration nanos(long count) {
    return Duration.ofNanos(count);
  }
}
