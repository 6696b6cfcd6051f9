// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Which offer is chosen where somebody set how many replicas there may be.
final class FleetByHandTest {

  private static final String MOST = "72";

  private static EstimateRequest request(PriceBook book) {
    Traffic busy = new Traffic(new Rate(5_000), new Rate(20_000), LoadShape.BURSTY);
    EstimateRequest asked =
        EstimateRequest.of(
            Samples.workload(book),
            Samples.projectWith(Samples.objectives(0.999).with(busy))
                .with(
                    new TreeMap<>(
                        Map.of(
                            Settable.REPLICAS_MAX,
                            new SetByHand(new BigDecimal(MOST), "Ana: our quota")))));
    return asked.with(asked.scope().settled(book).atHome());
  }

  /// Those at home that would do but for what is set.
  private static List<Candidate> fit(EstimateRequest request, PriceBook book) {
    return Estimator.candidates(request, book).stream()
        .filter(one -> Estimator.fits(one, request) && request.scope().isHome(one))
        .filter(one -> !one.month().atLeast())
        .toList();
  }

  @Test
  void aDearerOfferIsChosenThatDoesWithIt() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest request = request(book);
    FleetByHand set = request.assumptions().byHand();
    List<Candidate> fit = fit(request, book);
    Candidate holds =
        fit.stream().filter(one -> set.missing(one) == 0).toList().reversed().getFirst();
    List<Candidate> missing =
        fit.stream()
            .filter(one -> set.missing(one) > 0)
            .filter(one -> one.month().likely().compareTo(holds.month().likely()) < 0)
            .sorted(Comparator.comparing(set::missing, Comparator.reverseOrder()))
            .toList();
    Candidate most = missing.getFirst();
    Candidate least = missing.getLast();
    assertTrue(set.missing(most) > set.missing(least), most.offer() + " and " + least.offer());

    assertEquals(Optional.of(holds), Estimator.choose(List.of(most, least, holds), request));
    assertEquals(Optional.of(least), Estimator.choose(List.of(most, least), request));
    assertEquals(
        List.of(
            "1 offer for less: more replicas are needed than are set by hand; the cheapest is %s in %s %s for %s a month"
                .formatted(most.type(), most.cloud(), most.region(), most.month().text())),
        new PassedOver(request).reasons(List.of(most, holds), holds));
    assertEquals(
        "%d replicas, and what is set by hand would be too few".formatted(most.replicas()),
        set.replicas(most));
  }
}
