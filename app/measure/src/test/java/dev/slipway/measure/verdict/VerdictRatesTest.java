// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.measure.verdict.VerdictRates.Edge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What docs/benchmarks.md says of verdicts, with few runs; `VerdictRatesBench` makes many.
final class VerdictRatesTest {

  private static final List<Double> STATED = List.of(Verdicts.CONFIDENCE);
  private static final Looks SHORT = new Looks(Duration.ofSeconds(15), 3, false);

  private static VerdictRates rates(Edge edge, Looks looks, double of, int runs) {
    return VerdictRates.of(edge, looks, of, runs, STATED).getFirst();
  }

  @Test
  void hardlyEverCallsAServiceAtItsVeryLimitMetOrNotMet() {
    int runs = 40;
    int met = 0;
    int notMet = 0;
    for (Edge edge : Edges.queues()) {
      VerdictRates at = rates(edge, SHORT, 1, runs);
      met += at.met();
      notMet += at.notMet();
    }

    assertTrue(met <= 0.015 * 6 * runs, met + " met");
    assertTrue(notMet <= 0.015 * 6 * runs, notMet + " not met");
  }

  @Test
  void recognisesAServiceAtEightTenthsOfItsRate() {
    for (Edge edge : Edges.queues()) {
      VerdictRates below = rates(edge, new Looks(Duration.ofSeconds(60), 3, false), 0.8, 10);

      assertTrue(below.met() >= 8, edge.name() + ": " + below.met() + " of 10");
      assertEquals(0, below.notMet(), edge.name());
    }
  }

  @Test
  void recognisesAServiceThatBreaksItsLimit() {
    VerdictRates beyond = rates(Edges.queues().getFirst(), SHORT, 1.1, 40);

    assertEquals(0, beyond.met());
    assertTrue(beyond.notMet() >= 20, beyond.notMet() + " of 40");
  }

  @Test
  void judgesStallsThatItCanSeeAsStrictlyAndNamesTheOthers() {
    int runs = 40;
    int unnamed = 0;
    int named = 0;
    for (Edge edge : Edges.stalls()) {
      VerdictRates at = rates(edge, new Looks(Duration.ofSeconds(60), 2, false), 1, runs);
      unnamed += at.unnamed();
      named += at.met() - at.unnamed();
    }

    assertTrue(unnamed <= 0.015 * 4 * runs, unnamed + " unnamed");
    assertTrue(named > 0.1 * 2 * runs, "so rare ones leave no trace in a minute: " + named);
  }

  @Test
  void certifiesNothingFromRunsThatCannotSeeStalls() {
    Edge rare = Edges.stalls().getLast();

    VerdictRates certified = rates(rare, new Looks(Duration.ofSeconds(60), 1, true), 1, 60);

    assertEquals(0, certified.met());
    assertTrue(certified.refused() > 6, certified.refused() + " of 60");
  }
}
