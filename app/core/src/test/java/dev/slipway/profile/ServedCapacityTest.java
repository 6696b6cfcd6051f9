// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Rate;
import dev.slipway.measure.service.ServedCapacity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ServedCapacityTest {

  private static final ServedCapacity MODEL = new ServedCapacity(Duration.ofNanos(500_000));

  @Test
  void isWhatTheCoresHaveTimeFor() {
    assertEquals(new Rate(2000), MODEL.of(1));
    assertEquals(new Rate(1000), MODEL.of(0.5));
    assertEquals(new Rate(8000), MODEL.of(4));
  }

  @Test
  void isOffByAShareOfWhatWasMeasured() {
    assertEquals(0.25, new ServedCapacity.Pair(1, MODEL.of(1), new Rate(1600)).error(), 1e-9);
    assertEquals(-0.2, new ServedCapacity.Pair(1, MODEL.of(1), new Rate(2500)).error(), 1e-9);
  }

  @Test
  void tellsWhatIsNotTheModel() {
    var cost = new ServingCost(Duration.ofNanos(500_000), MODEL.of(1), 9, true);

    assertEquals(Duration.ofNanos(40_000), cost.besides(Duration.ofNanos(460_000)));
    assertEquals(Duration.ZERO, cost.besides(Duration.ofNanos(900_000)));
  }

  @Test
  void isNotToldOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> new ServedCapacity(Duration.ZERO));
  }
}
