// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.cost.Extrapolation.Level;
import dev.slipway.cost.Extrapolation.Measurement;
import dev.slipway.cost.Extrapolation.Origin;
import dev.slipway.cost.Extrapolation.Range;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ExtrapolationTest {

  private static Machine machine(PriceBook book, String key) {
    return Objects.requireNonNull(book.machines().get(key), key);
  }

  @Test
  void theSameProcessorKeepsLatencyAndLosesCapacityToItsNeighbours() throws ProblemException {
    PriceBook book = Samples.book();
    Origin origin = Origin.of(Samples.environment(Samples.ICE_LAKE), book);

    Extrapolation there =
        Extrapolation.catalogue(machine(book, "aws/us-east-1/m6i.large"), origin, book);

    assertTrue(origin.known());
    assertEquals(1.0, there.latency().likely(), 0.01);
    assertEquals(1 / 1.54, there.capacity().likely(), 0.01);
    assertEquals(0.6, there.capacity().low() / there.capacity().likely(), 1e-9);
    assertEquals(1.6, there.capacity().high() / there.capacity().likely(), 1e-9);
    assertEquals("catalogue", there.level().badge());
  }

  @Test
  void wholeCoresAreFasterUnderLoadThanHalves() throws ProblemException {
    PriceBook book = Samples.book();
    Origin origin = Origin.of(Samples.environment(Samples.ICE_LAKE), book);

    double whole =
        Extrapolation.catalogue(machine(book, "aws/us-east-1/c7a.large"), origin, book)
            .capacity()
            .likely();
    double half =
        Extrapolation.catalogue(machine(book, "aws/us-east-1/c7i.large"), origin, book)
            .capacity()
            .likely();

    assertEquals(1.92 / 1.39, whole / half, 1e-9);
  }

  @Test
  void anUnknownLaptopOrAnotherInstructionSetWidensTheRange() throws ProblemException {
    PriceBook book = Samples.book();
    Machine arm = machine(book, "aws/us-east-1/c7g.large");
    Origin unknown = Origin.of(Samples.environment("13th Gen Intel(R) Core(TM) i7-1360P"), book);
    Origin known = Origin.of(Samples.environment(Samples.ICE_LAKE), book);

    assertFalse(unknown.known());
    for (Origin origin : List.of(unknown, known)) {
      Range range = Extrapolation.catalogue(arm, origin, book).capacity();
      assertEquals(0.4, range.low() / range.likely(), 1e-9);
      assertEquals(2.0, range.high() / range.likely(), 1e-9);
    }
  }

  @Test
  void aMeasurementOnTheTargetWinsAndNarrows() throws ProblemException {
    PriceBook book = Samples.book();
    Origin origin = Origin.of(Samples.environment(Samples.ICE_LAKE), book);
    List<Measurement> measured =
        List.of(
            new Measurement("aws", "c7i.large", Level.MICRO_BENCHMARK, 1.1, 0.8),
            new Measurement("aws", "c7i.large", Level.SAME_PROFILE, 1.2, 0.9));

    Extrapolation there =
        Extrapolation.to(machine(book, "aws/us-east-1/c7i.large"), origin, measured, book);

    assertEquals(new Range(0.9 * 0.9, 0.9, 0.9 * 1.1), there.capacity());
    assertEquals("measured on target", there.level().badge());
  }

  @Test
  void ninetyPercentLieWithinTheRange() {
    Range range = new Range(0.6, Math.sqrt(0.6 * 1.6), 1.6);

    assertEquals(0.95, range.atLeast(0.6), 1e-4);
    assertEquals(0.05, range.atLeast(1.6), 1e-4);
    assertEquals(0.5, range.atLeast(range.likely()), 1e-6);
    assertEquals(0.9, range.atLeast(range.nineInTen()), 1e-4);
    assertEquals(0.1, range.atLeast(range.oneInTen()), 1e-4);
  }
}
