// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.measure.machine.CpuMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CalmTest {

  private static final long SECOND = 1_000_000_000;

  private final VirtualTicker ticker = new VirtualTicker();

  /// A machine that others use so far: all of its two processors until a second, nothing then.
  private CpuMeter busyUntil(long second) {
    return new CpuMeter() {
      @Override
      public Reading read() {
        long used = 2 * Math.min(ticker.now(), second * SECOND);
        return new Reading(0, used, 2, 0);
      }

      @Override
      public int processors() {
        return 2;
      }

      @Override
      public Optional<String> objection() {
        return Optional.empty();
      }
    };
  }

  @Test
  void waitsUntilOthersHaveLeftTheMachineAloneForThreeSeconds() throws Exception {
    List<Double> told = new ArrayList<>();

    new Calm(busyUntil(10), ticker)
        .await(Duration.ofMinutes(1), (fraction, doing) -> told.add(fraction));

    assertEquals(13 * SECOND, ticker.now());
    assertEquals(13, told.size());
    assertTrue(told.getLast() > told.getFirst(), told.toString());
  }

  @Test
  void saysHowBusyTheMachineWasWhenTheTimeIsUp() {
    Problem problem =
        assertThrows(
                ProblemException.class,
                () ->
                    new Calm(busyUntil(3_600), ticker).await(Duration.ofMinutes(10), Progress.NONE))
            .problem();

    assertEquals("profile.not-quiet", problem.code().id());
    assertEquals("The machine did not become quiet in 10 min 0 s", problem.what());
    assertEquals("Other programs used 100 % of it when last looked at", problem.why());
    assertEquals(600 * SECOND, ticker.now());
  }

  @Test
  void endsAtOnceWhenCancelled() {
    Thread.currentThread().interrupt();

    assertThrows(
        InterruptedException.class,
        () -> new Calm(busyUntil(3_600), ticker).await(Duration.ofMinutes(10), Progress.NONE));
    assertEquals(0, ticker.now());
  }
}
