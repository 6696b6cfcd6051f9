// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.cost.Elsewhere.BreakEven;
import dev.slipway.cost.Elsewhere.Span;
import dev.slipway.cost.Scope.Region;
import dev.slipway.objective.Objectives.LoadShape;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two places are compared where both will do and both have a price, and nowhere else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ElsewhereTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  private final PriceBook book;
  private final EstimateRequest here;

  ElsewhereTest() throws ProblemException {
    book = Samples.book();
    here = on("vm");
  }

  private EstimateRequest on(String... services) {
    EstimateRequest request =
        Services.request(
            Services.Kind.SENTENCE, Services.traffic(120, 0.2, LoadShape.OFFICE_HOURS), book);
    return request.with(request.scope().on(Set.of(services)));
  }

  private static EstimateRequest in(Region where, EstimateRequest request) {
    return request.with(request.scope().in(List.of(where)));
  }

  private static Elsewhere of(EstimateRequest here, EstimateRequest there, PriceBook book) {
    return Elsewhere.of(
        here, there, Estimator.estimate(here, book).chosen().orElseThrow(), book, TODAY);
  }

  @Test
  void theOtherPlaceCostsLessOnOneSideOfABreakEvenAlone() {
    EstimateRequest there = in(new Region("aws", "eu-central-1"), on("fargate"));
    Elsewhere found = of(here, there, book);
    BreakEven turn = found.breakEven().orElseThrow();
    double at = turn.average().perSecond() / here.traffic().average().perSecond();

    assertEquals(turn.thereAbove(), lessThere(found, there, at * 1.05));
    assertEquals(!turn.thereAbove(), lessThere(found, there, at / 1.05));
    Span span = found.compared().orElseThrow();
    assertTrue(span.least().perSecond() < turn.average().perSecond());
    assertTrue(span.most().perSecond() > turn.average().perSecond());
  }

  private boolean lessThere(Elsewhere found, EstimateRequest there, double factor) {
    return likely(Estimator.repriced(found.there().orElseThrow(), there.times(factor), book))
        < likely(Estimator.repriced(found.here(), here.times(factor), book));
  }

  private static double likely(Optional<Candidate> one) {
    return one.orElseThrow().month().likely().amount().doubleValue();
  }

  /// It has a price, which is no answer where it is likely to miss the objectives.
  @Test
  void whatWillNotDoIsComparedWithNothing() {
    EstimateRequest settled = here.with(here.scope().settled(book));
    Candidate unfit =
        Estimator.estimate(here, book).candidates().stream()
            .filter(settled.scope()::isHome)
            .filter(one -> !Estimator.fits(one, settled))
            .findFirst()
            .orElseThrow();

    Elsewhere found =
        Elsewhere.of(here, in(new Region("gcp", "us-central1"), here), unfit, book, TODAY);

    assertTrue(found.there().isPresent(), found::toString);
    assertEquals(List.of(Optional.empty(), Optional.empty()), outcome(found));
  }

  /// What costs at least so much may cost anything.
  @Test
  void whatHasAnUnknownPriceIsComparedWithNothing() throws ProblemException {
    var tables = new TreeMap<>(Samples.tables());
    tables.computeIfPresent(
        "instances.csv", (_, text) -> text.replaceAll("(?m)^(gcp,(?:[^,\n]*,){12})[^,\n]*", "$1"));
    PriceBook blank = PriceBook.parse(tables);

    Elsewhere found = of(here, in(new Region("gcp", "us-central1"), here), blank);

    assertTrue(found.there().orElseThrow().month().atLeast(), found::toString);
    assertEquals(Optional.empty(), found.more());
    assertEquals(List.of(Optional.empty(), Optional.empty()), outcome(found));
  }

  private static List<Optional<?>> outcome(Elsewhere found) {
    return List.of(found.breakEven(), found.compared());
  }
}
