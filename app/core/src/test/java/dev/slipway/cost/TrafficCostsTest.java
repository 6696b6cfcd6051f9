// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.cost.TrafficCosts.BreakEven;
import dev.slipway.cost.TrafficCosts.Point;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the slider of traffic shows is what an estimate at that traffic says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrafficCostsTest {

  private final PriceBook book;
  private final EstimateRequest request;
  private final Estimate estimate;
  private final TrafficCosts costs;

  TrafficCostsTest() throws ProblemException, InterruptedException {
    book = Samples.book();
    request =
        Services.request(
            Services.Kind.SENTENCE, Services.traffic(120, 0.2, LoadShape.OFFICE_HOURS), book);
    estimate = Estimator.estimate(request, book);
    costs = TrafficCosts.of(request, book, estimate.chosen().orElseThrow(), Progress.NONE);
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

    assertEquals(Estimator.estimate(request.with(far.traffic()), book).chosen(), far.best());
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

  /// What needs more replicas than somebody allows is no cheap offer.
  @Test
  void whatNeedsFewerReplicasBeyondThoseSetByHandIsBetterAtAnyPrice() {
    Candidate holds = estimate.chosen().orElseThrow();
    Fleet fleet = holds.fleet().orElseThrow();
    Fleet larger = Altered.of(fleet, "atPeak", fleet.atPeak() + 1);
    Candidate misses = Altered.of(holds, "type", "another", "fleet", Optional.of(larger));
    FleetByHand set =
        FleetByHand.of(
            Map.of(
                Settable.REPLICAS_MAX,
                new SetByHand(BigDecimal.valueOf(fleet.atPeak()), "Ana: our quota")));

    assertTrue(TrafficCosts.isBetter(holds, misses, set));
    assertFalse(TrafficCosts.isBetter(misses, holds, set));
    assertFalse(TrafficCosts.isBetter(holds, misses, FleetByHand.NONE), "it saves nothing");
  }

  /// It has a price there, which is no answer where it is likely to miss its objectives.
  @Test
  void anOfferThatWillNotDoIsNotTheOfferThere() throws Exception {
    EstimateRequest settled = request.with(request.scope().settled(book));
    Candidate unfit =
        estimate.candidates().stream()
            .filter(one -> !Estimator.fits(one, settled))
            .findFirst()
            .orElseThrow();

    TrafficCosts ofUnfit = TrafficCosts.of(request, book, unfit, Progress.NONE);

    assertTrue(Estimator.repriced(unfit, settled, book).isPresent());
    assertEquals(Optional.empty(), ofUnfit.points().get(ofUnfit.stated()).chosen());
  }

  /// What costs at least so much may cost anything.
  @Test
  void noBudgetLastsWhereNoPriceIsKnown() throws Exception {
    var tables = new TreeMap<>(Samples.tables());
    tables.computeIfPresent(
        "instances.csv",
        (_, text) -> text.replaceAll("(?m)^((?!cloud)(?:[^,\n]*,){13})[^,\n]*", "$1"));
    PriceBook blank = PriceBook.parse(tables);
    Scope any = request.scope();
    EstimateRequest machines =
        request.with(
            new Scope(any.homes(), any.compared(), Set.of("vm"), any.processors(), any.terms()));
    Candidate unknown = Estimator.estimate(machines, blank).chosen().orElseThrow();
    assertTrue(unknown.month().atLeast(), unknown::toString);
    EstimateRequest limited = Altered.of(machines, "budget", Optional.of(unknown.month().likely()));

    assertEquals(
        Optional.empty(), TrafficCosts.of(limited, blank, unknown, Progress.NONE).budgetEnds());
  }

  @Test
  void noTwoOffersHaveOneName() {
    List<String> names = estimate.candidates().stream().map(Candidate::offer).toList();

    assertEquals(names.stream().distinct().toList(), names);
  }

  @Test
  void aCancelStopsIt() {
    Thread.currentThread().interrupt();

    assertThrows(
        InterruptedException.class,
        () -> TrafficCosts.of(request, book, estimate.chosen().orElseThrow(), Progress.NONE));
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
