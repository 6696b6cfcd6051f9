// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Rate;
import dev.slipway.measure.service.ContainerNetwork;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.service.ServedCapacity.Demand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServedCapacityTest {

  private static final ServedCapacity MODEL = new ServedCapacity(Duration.ofNanos(500_000));

  /// 0.4 ms of CPU without a quota, 0.45 with one of a core, 0.55 with half a core.
  private static final ServedCapacity HELD =
      new ServedCapacity(
          List.of(
              demand(Optional.empty(), 400_000),
              demand(Optional.of(1.0), 450_000),
              demand(Optional.of(0.5), 550_000)),
          Duration.ofNanos(50_000));

  @Test
  void isWhatTheCoresHaveTimeFor() {
    assertEquals(new Rate(2000), MODEL.of(1));
    assertEquals(new Rate(1000), MODEL.of(0.5));
    assertEquals(new Rate(8000), MODEL.of(4));
  }

  @Test
  void goesByTheLargestQuotaThatIsNotAboveTheContainers() {
    assertEquals(new Rate(2000), HELD.of(1));
    assertEquals(new Rate(4000), HELD.of(2));
    assertEquals(0.5 / 600e-6, HELD.of(0.5).perSecond(), 1e-6);
    assertEquals(0.75 / 600e-6, HELD.of(0.75).perSecond(), 1e-6);
    assertEquals(0.25 / 600e-6, HELD.of(0.25).perSecond(), 1e-6);
  }

  @Test
  void isOffByAShareOfWhatWasMeasured() {
    assertEquals(0.25, new ServedCapacity.Pair(1, MODEL.of(1), new Rate(1600)).error(), 1e-9);
    assertEquals(-0.2, new ServedCapacity.Pair(1, MODEL.of(1), new Rate(2500)).error(), 1e-9);
  }

  @Test
  void tellsWhatIsNotTheModel() {
    var cost = new ServingCost(HELD, true, Optional.empty());

    assertEquals(Duration.ofNanos(40_000), cost.besides(Duration.ofNanos(460_000)));
    assertEquals(Duration.ZERO, cost.besides(Duration.ofNanos(900_000)));
  }

  @Test
  void saysUnderWhichQuotaItWasMeasuredAndWhatIsAssumed() {
    assertEquals(
        "550 µs of CPU a request, measured here under a quota of half a core; 50 µs more are"
            + " assumed for a container's network, "
            + ContainerNetwork.SOURCE,
        new ServingCost(HELD, true, Optional.empty()).because(0.5));
    assertEquals(
        "500 µs of CPU a request, measured here without a quota, which is assumed to cost nothing"
            + " (no groups), which still fell at the end, so that it may be less",
        new ServingCost(MODEL, false, Optional.of("no groups")).because(1));
  }

  @Test
  void isNotToldOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> new ServedCapacity(Duration.ZERO));
  }

  private static Demand demand(Optional<Double> cores, long nanos) {
    return new Demand(cores, Duration.ofNanos(nanos), 1_000, new Rate(1_000));
  }
}
