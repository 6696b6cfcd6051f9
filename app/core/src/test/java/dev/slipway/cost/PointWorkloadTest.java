// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// On a machine of four cores.
final class PointWorkloadTest {

  private static final Duration P95 = Duration.ofMillis(3);

  @Test
  void takesFromAReadingAllThatACostRestsOn() throws Exception {
    Workload workload = workload(reading(2, 8, 1, 4_000, P95));

    assertEquals(8, workload.together());
    assertEquals(2, workload.threads());
    assertEquals(Duration.ofNanos(400_000), workload.cpu());
    assertEquals(Optional.of(Duration.ofNanos(70_000)), workload.serving());
    assertEquals(Bytes.mebibytes(416), workload.memory()); // 300 MiB and 30 %, in steps of 32
    assertEquals(Duration.ofMillis(900), workload.start());
    assertEquals(Math.log(4_200.0 / 3_900) / 3.726, workload.samplingSpread(), 1e-12);
    assertEquals("measured here", workload.badge());
  }

  /// One client has 8 rows in hand and gets 4,000 a second: 2 ms a batch.
  @Test
  void aLoneClientKeepsAWorkerBusyAllTheTime() throws Exception {
    ServiceTimes times = workload(reading(2, 8, 1, 4_000, P95)).times();

    assertEquals(0.002, times.mean(), 1e-12);
    assertEquals(0.003, times.quantile(0.95), 1e-12);
    assertEquals((0.2 - 6 * 0.003) / 94, times.quantile(0.5), 1e-12);
  }

  /// Eight clients of two threads each on four cores: two are served at once, six wait.
  @Test
  void clientsThatWaitForOneAnotherKeepAWorkerBusyForTheirShare() throws Exception {
    ServiceTimes times = workload(reading(2, 8, 8, 8_000, Duration.ofMillis(12))).times();

    assertEquals(0.002, times.mean(), 1e-12); // a quarter of the 8 ms that each waits
    assertEquals(0.003, times.quantile(0.95), 1e-12);
  }

  @Test
  void ofATailThatCannotBeTheMeanAloneCounts() throws Exception {
    for (long millis : List.of(1L, 40L)) {
      ServiceTimes times = workload(reading(2, 8, 1, 4_000, Duration.ofMillis(millis))).times();

      assertEquals(1, times.count());
      assertEquals(0.002, times.mean(), 1e-12);
    }
  }

  private static Workload workload(PointReading reading) throws Exception {
    return PointWorkload.of(
        reading,
        Samples.environment(Samples.ICE_LAKE),
        Optional.of(Duration.ofNanos(70_000)),
        Samples.book(),
        InputSizes.OF_MODEL);
  }

  private static PointReading reading(
      int threads, int batch, int clients, double rows, Duration latency) {
    return new PointReading(
        new SearchSpace.Point(threads, batch, clients, "ALL", "as it is"),
        Duration.ofMillis(500),
        rows,
        latency,
        Duration.ofNanos(400_000),
        Bytes.mebibytes(300),
        0,
        Duration.ofMillis(1_400),
        Optional.of(new PointReading.Spread(3_900, 4_200, latency, latency, 0.9375)));
  }
}
