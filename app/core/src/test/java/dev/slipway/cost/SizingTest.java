// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.cost.Sizing.Capacity;
import dev.slipway.cost.Sizing.Rules;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SizingTest {

  private static Rules within(long millis) {
    return new Rules(
        List.of(new LatencyLimit(new Percentile(99), Duration.ofMillis(millis))),
        Duration.ofMillis(1),
        0.6,
        3);
  }

  private static final ServiceTimes TEN_MS = ServiceTimes.ofSeconds(0.010);

  @Test
  void theCeilingDecidesWhereTheLimitIsFar() {
    Capacity capacity = Sizing.capacity(TEN_MS, within(500));

    assertEquals(60, capacity.rate(), 1e-9);
    assertTrue(capacity.slo() > capacity.utilisation(), capacity.toString());
  }

  @Test
  void theObjectiveDecidesWhereTheLimitIsNear() {
    Capacity capacity = Sizing.capacity(TEN_MS, within(20));

    assertTrue(capacity.slo() < capacity.utilisation(), capacity.toString());
    assertEquals(capacity.slo(), capacity.rate());
  }

  @Test
  void noReplicaMeetsALimitBelowOneServiceTime() {
    assertEquals(0, Sizing.capacity(TEN_MS, within(5)).slo(), 1e-3);
  }

  @Test
  void aMeasuredSizeHoldsInTheSimulator() {
    ServiceTimes times = ServiceTimes.ofSeconds(Samples.seconds());
    Rules rules = within(6);
    Capacity capacity = Sizing.capacity(times, rules);
    int replicas = (int) Math.ceil(1_500 / capacity.rate());

    double p99 =
        Simulation.run(Simulation.Setup.of(times, replicas, 1_500, Routing.RANDOM)).quantile(0.99);

    assertTrue(p99 <= 0.005, "p99 " + p99 + " s with " + replicas + " replicas");
  }
}
