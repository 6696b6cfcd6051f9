// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import dev.slipway.measure.machine.QuietMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often a load is told of while it runs: whoever draws it takes time that is the target's.
final class LoadTellingTest {

  private static final int LOOKS = 5;

  private final VirtualTicker ticker = new VirtualTicker();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch looked = new CountDownLatch(LOOKS);
  private final List<Double> fractions = new ArrayList<>();
  private final List<Duration> pictures = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"PT0S, 100", "PT1.5S, 100", "PT6S, 400", "PT30S, 2000", "PT15M, 2000"})
  void looksFifteenTimesWithinBounds(Duration stage, long millis) {
    assertEquals(Duration.ofMillis(millis), LoadGenerator.look(stage));
  }

  /// The target answers once there were so many looks, of which each takes 300 ms.
  @Test
  void showsPicturesHalfASecondApartAtLeast() throws InterruptedException {
    run(100);

    assertEquals(List.of(0.0, 0.3, 0.6, 0.9, 1.0), fractions);
    // Looks at 600 and 1,200 ms show one; each is made when its look has taken its time.
    assertEquals(List.of(Duration.ofMillis(900), Duration.ofMillis(1500)), pictures);
  }

  @Test
  void showsNoPictureOfALoadWhoseTimesAreNotKept() throws InterruptedException {
    run(0);

    assertEquals(List.of(), pictures);
  }

  private void run(int samples) throws InterruptedException {
    IntPredicate waiting =
        input -> {
          asked.countDown();
          await(looked);
          return true;
        };
    new LoadGenerator(ticker, new QuietMachine())
        .run(
            new LoadSpec(
                new Arrival.Closed(1),
                Duration.ofSeconds(1),
                1,
                1,
                Duration.ZERO,
                List.of(),
                samples),
            new MadeTarget(1, waiting),
            new Told());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nobody looked");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("cancelled", e);
    }
  }

  /// Takes 300 ms for each look at the load.
  private final class Told implements Progress {
    @Override
    public void report(double fraction, String doing) {
      await(asked);
      if (looked.getCount() == 0) {
        return; // a busy machine may let it look again before the answered load has ended
      }
      fractions.add(fraction);
      ticker.pass(Duration.ofMillis(300).toNanos());
      looked.countDown();
    }

    @Override
    public void tell(WorkEvent event) {
      pictures.add(((LoadSoFar) event).elapsed());
    }
  }
}
