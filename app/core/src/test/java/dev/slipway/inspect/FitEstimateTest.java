// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.inspect.FitEstimate.Bound;
import dev.slipway.inspect.FitEstimate.Fit;
import dev.slipway.inspect.FitEstimate.Work;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FitEstimateTest {

  private static final Bytes HUNDRED_MEGABYTES = new Bytes(100_000_000);

  @Test
  void aPictureModelIsBoundByWhatItCalculates() {
    FitEstimate guess = FitEstimate.of(new Work(HUNDRED_MEGABYTES, 8_000_000_000L, Bound.BETWEEN));

    assertEquals(
        new FitEstimate(
            new Bytes(450_000_000),
            Bound.BETWEEN,
            Duration.ofNanos(80_005_000),
            Duration.ofNanos(1_600_200_000),
            "One row takes 8 G floating-point operations. One core calculates 5 G to 100 G"
                + " operations and fetches 4.0 GB to 20 GB a second. A call takes 5 µs to 200 µs"
                + " besides."),
        guess);
  }

  @Test
  void aLargeModelThatCalculatesLittleIsBoundByItsWeights() {
    FitEstimate guess = FitEstimate.of(new Work(HUNDRED_MEGABYTES, 50_000_000, Bound.AT_LEAST));

    assertEquals(Duration.ofNanos(5_005_000), guess.fastest());
    assertEquals(Duration.ofNanos(25_200_000), guess.slowest());
  }

  @Test
  void aModelFitsWhereHalfOfTheMemoryIsLeft() {
    FitEstimate guess = FitEstimate.of(new Work(HUNDRED_MEGABYTES, 1, Bound.BETWEEN));

    assertEquals(Fit.FITS, guess.in(new Bytes(900_000_000)));
    assertEquals(Fit.TIGHT, guess.in(new Bytes(899_999_999)));
    assertEquals(Fit.TOO_LARGE, guess.in(new Bytes(449_999_999)));
  }

  @Test
  void sizesBeyondAnyMachineAreTooLargeAndNoError() {
    FitEstimate guess =
        FitEstimate.of(new Work(new Bytes(Long.MAX_VALUE), Long.MAX_VALUE, Bound.BETWEEN));

    assertEquals(Fit.TOO_LARGE, guess.in(new Bytes(1L << 40)));
  }
}
