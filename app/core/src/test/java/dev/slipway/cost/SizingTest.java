// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.cost.Sizing.Capacity;
import dev.slipway.cost.Sizing.Memory;
import dev.slipway.cost.Sizing.Rules;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizingTest {

  private static Rules within(long millis) {
    return within(millis, 3);
  }

  private static Rules within(long millis, int zones) {
    return new Rules(
        List.of(new LatencyLimit(new Percentile(99), Duration.ofMillis(millis))),
        Duration.ofMillis(1),
        0.6,
        zones);
  }

  private static final ServiceTimes TEN_MS = ServiceTimes.ofSeconds(0.010);

  @Test
  void theCeilingDecidesWhereTheLimitIsFar() {
    Capacity capacity = Sizing.capacity(TEN_MS, within(500));

    assertEquals(60, capacity.rate(), 1e-9);
    assertEquals(
        new Sizing(15, 7, 10, 15, 1, "availability"),
        Sizing.of(new Capacity(90, 60), 600, within(500)));
    assertEquals(
        new Sizing(10, 7, 10, 10, 1, "utilisation"),
        Sizing.of(new Capacity(90, 60), 600, within(500, 1)));
  }

  @Test
  void namesTheObjectiveWhereItDecides() {
    Rules oneZone = within(20, 1);
    Capacity capacity = Sizing.capacity(TEN_MS, oneZone);

    Sizing sizing = Sizing.of(capacity, 500, oneZone);

    assertTrue(capacity.slo() < capacity.utilisation());
    assertEquals("slo", sizing.binding());
    assertEquals(Math.ceil(500 / capacity.slo()), sizing.replicas());
  }

  @Test
  void namesMemoryWhereWorkersDoNotFit() {
    Capacity capacity = new Capacity(100, 60);

    Sizing sizing = Sizing.of(capacity, 960, within(500, 1), 4, new Memory(100, 50, 200));

    // 4 replicas of 4 workers would do; two workers fit, so 8
    assertEquals(new Sizing(8, 3, 4, 4, 8, "memory"), sizing);
  }

  @Test
  void noReplicaMeetsALimitBelowOneServiceTime() {
    assertEquals(0, Sizing.capacity(TEN_MS, within(5)).slo(), 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3", "3, 5", "4, 6", "10, 15"})
  void survivesTheLossOfOneOfThreeZones(int needed, int replicas) {
    assertEquals(replicas, Sizing.survivingZone(needed, 3));
    assertTrue(replicas - Math.ceilDiv(replicas, 3) >= needed);
    assertTrue(replicas == 2 || replicas - 1 - Math.ceilDiv(replicas - 1, 3) < needed);
  }

  @Test
  void moreTrafficNeverNeedsFewer() {
    Rules rules = within(25);
    Capacity capacity = Sizing.capacity(ServiceTimes.ofSeconds(Samples.seconds()), rules);
    int before = 0;
    for (double rate = 0.5; rate < 5_000; rate *= 1.07) {
      int now = Sizing.of(capacity, rate, rules).replicas();
      assertTrue(now >= before, rate + "/s needs " + now + " after " + before);
      before = now;
    }
  }

  @Test
  void aMeasuredSizeHoldsInTheSimulator() {
    ServiceTimes times = ServiceTimes.ofSeconds(Samples.seconds());
    Rules rules = within(6);
    Capacity capacity = Sizing.capacity(times, rules);
    int replicas = Sizing.of(capacity, 1_500, within(6, 1)).replicas();

    double p99 =
        Simulation.run(Simulation.Setup.of(times, replicas, 1_500, Routing.RANDOM)).quantile(0.99);

    assertTrue(p99 <= 0.005, "p99 " + p99 + " s with " + replicas + " replicas");
  }
}
