// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.cost.TrafficCosts.BreakEven;
import dev.slipway.cost.TrafficCosts.Point;
import dev.slipway.objective.Objectives.LoadShape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the slider of traffic shows is what an estimate at that traffic says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrafficCostsTest {

  private final PriceBook book;
  private final EstimateRequest request;
  private final Estimate estimate;
  private final TrafficCosts costs;

  TrafficCostsTest() throws ProblemException {
    book = Samples.book();
    request =
        Services.request(
            Services.Kind.SENTENCE, Services.traffic(120, 0.2, LoadShape.OFFICE_HOURS), book);
    estimate = Estimator.estimate(request, book);
    costs = TrafficCosts.of(request, book, estimate.chosen().orElseThrow());
  }

  @Test
  void atTheStatedTrafficItIsTheEstimate() {
    assertEquals(
        new Point(request.traffic(), estimate.chosen(), estimate.chosen()),
        costs.points().get(costs.stated()));
  }

  @Test
  void aPointIsWhatAnEstimateThereChooses() {
    Point far = costs.points().getLast();

    assertEquals(Estimator.estimate(request.with(far.traffic()), book).chosen(), far.cheapest());
    assertEquals(48.7, far.traffic().average().perSecond() / 24, 0.1);
  }

  @Test
  void beyondABreakEvenAMoveSavesMoreThanATenth() {
    List<BreakEven> all = costs.breakEvens();

    assertTrue(!all.isEmpty(), costs::toString);
    for (int i = 1; i < all.size(); i++) {
      assertTrue(all.get(i - 1).average().perSecond() < all.get(i).average().perSecond());
      assertTrue(all.get(i - 1).pays() != all.get(i).pays());
    }
    for (BreakEven one : all) {
      double at = one.average().perSecond() / request.traffic().average().perSecond();
      assertTrue(saving(one.pays() ? at : at / 1.02) > 0.1, one::toString);
      assertTrue(saving(one.pays() ? at / 1.02 : at) <= 0.1, one::toString);
    }
  }

  private double saving(double factor) {
    EstimateRequest here = request.times(factor);
    double chosen = likely(Estimator.repriced(estimate.chosen().orElseThrow(), here, book));
    return 1 - likely(Estimator.cheapest(here, book)) / chosen;
  }

  private static double likely(Optional<Candidate> one) {
    return one.orElseThrow().month().likely().amount().doubleValue();
  }
}
