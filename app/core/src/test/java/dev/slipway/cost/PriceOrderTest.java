// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Money;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.Services.Kind;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.Project;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Who asks for more never pays less: over traffic, latency limit, availability and zones, of
/// services drawn at random.
final class PriceOrderTest {

  private static final int DRAWS = 12;

  private final Random random = new Random(11);
  private final PriceBook book;

  PriceOrderTest() throws ProblemException {
    this.book = Samples.book();
  }

  private <E> E one(List<E> of) {
    return of.get(random.nextInt(of.size()));
  }

  private double between(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  private EstimateRequest drawn() {
    Kind kind = one(List.of(Kind.values()));
    double most = kind == Kind.TABULAR ? 20_000 : 300;
    Traffic traffic =
        Services.traffic(between(0.01, most), between(0.02, 1), one(List.of(LoadShape.values())));
    EstimateRequest request = Services.request(kind, traffic, book);
    return request.with(request.scope().atHome());
  }

  private Optional<Money> price(EstimateRequest request) {
    return Estimator.cheapest(request, book).map(chosen -> chosen.month().likely());
  }

  private void assertNoLess(EstimateRequest less, EstimateRequest more) {
    Optional<Money> cheap = price(less);
    Optional<Money> dear = price(more);
    assertTrue(
        dear.isEmpty() || (cheap.isPresent() && cheap.get().compareTo(dear.get()) <= 0),
        "%s for %s, %s for %s"
            .formatted(cheap, less.traffic() + " " + less.latency(), dear, more.traffic()));
  }

  @Test
  void moreTrafficIsNotCheaper() {
    for (int i = 0; i < DRAWS; i++) {
      EstimateRequest request = drawn();
      assertNoLess(request, request.times(between(1.001, 3)));
    }
  }

  @Test
  void aTighterLimitIsNotCheaper() {
    for (int i = 0; i < DRAWS; i++) {
      EstimateRequest request = drawn();
      Duration limit = request.latency().getFirst().limit();
      Duration tighter = Duration.ofNanos(Math.round(limit.toNanos() * between(0.2, 0.99)));
      assertNoLess(
          request, request.withLatency(List.of(new LatencyLimit(new Percentile(99), tighter))));
    }
  }

  @Test
  void moreZonesAreNotCheaper() {
    for (int i = 0; i < DRAWS; i++) {
      EstimateRequest request = drawn();
      int zones = 1 + random.nextInt(2);
      assertNoLess(
          request.with(request.assumptions().withZones(zones)),
          request.with(request.assumptions().withZones(zones + 1)));
    }
  }

  /// A fleet survives the loss of a zone whatever is promised: the promise changes nothing.
  @Test
  void aHigherAvailabilityIsNotCheaper() {
    Traffic traffic = Services.traffic(120, 0.2, LoadShape.OFFICE_HOURS);
    Workload workload = Services.request(Kind.SENTENCE, traffic, book).workload();
    Project lax = Services.project(Kind.SENTENCE, traffic);
    Project strict =
        Altered.of(
            lax, "objectives", Altered.of(lax.objectives(), "availability", Optional.of(0.9999)));

    assertNoLess(EstimateRequest.of(workload, lax), EstimateRequest.of(workload, strict));
  }

  @Test
  void theChoiceIsTheCheapestThatMeetsAllWithinTheScope() {
    for (int i = 0; i < DRAWS; i++) {
      EstimateRequest request = drawn();
      List<Candidate> fit =
          Estimator.candidates(request, book).stream()
              .filter(each -> each.meetsSlo() >= 0.9)
              .filter(each -> each.architecture().equals("x86_64"))
              .filter(each -> !each.month().atLeast())
              .toList();
      Optional<Money> least = fit.stream().map(each -> each.month().likely()).min(Money::compareTo);
      assertEquals(least, price(request));
      for (Candidate each : fit) {
        assertNotBelowItsFewest(each);
      }
    }
  }

  /// The lowest price of the range too pays for the replicas that always run.
  private static void assertNotBelowItsFewest(Candidate each) {
    Fleet fleet = each.fleet().orElseThrow();
    for (Candidate.Line line : each.lines()) {
      if (line.what().startsWith("nodes ")) {
        double hour = line.month().likely().amount().doubleValue() / line.quantity();
        double always = 730 * hour * Math.min(fleet.fewest(), fleet.zones());
        assertTrue(
            line.month().low().amount().doubleValue() >= always * 0.999,
            each.type() + " " + line + " for " + fleet);
      }
    }
  }
}
