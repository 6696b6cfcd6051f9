// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names the constraint to relax, and by how much, when nothing meets the objectives within the
/// budget.
final class RelaxationAdvice {

  private static final double[] SLOWER = {1.25, 1.5, 2, 3, 5, 10, 20, 50};

  private final EstimateRequest request;
  private final PriceBook book;

  RelaxationAdvice(EstimateRequest request, PriceBook book) {
    this.request = request;
    this.book = book;
  }

  List<String> advice(List<Candidate> ranked, Optional<Candidate> chosen) {
    if (chosen.isEmpty()) {
      return unmet(ranked);
    }
    return request
        .budget()
        .filter(budget -> chosen.get().month().likely().compareTo(budget) > 0)
        .map(budget -> new BudgetAdvice(request, book, chosen.get()).advice(budget))
        .orElse(List.of());
  }

  private List<String> unmet(List<Candidate> ranked) {
    List<String> advice = new ArrayList<>(belowTheWay());
    for (double factor : SLOWER) {
      List<LatencyLimit> slower =
          request.latency().stream()
              .map(l -> new LatencyLimit(l.at(), times(l.limit(), factor)))
              .toList();
      Optional<Candidate> found = chosen(request.withLatency(slower));
      if (found.isPresent()) {
        advice.add(
            "latency limits x%s: %s %s for %s a month"
                .formatted(
                    Numbers.brief(factor),
                    found.get().service(),
                    found.get().type(),
                    Estimator.text(found.get().month().likely())));
        break;
      }
    }
    elsewhere(ranked).ifPresent(advice::add);
    ranked.stream()
        .filter(request.scope()::deployable)
        .max((a, b) -> Double.compare(a.meetsSlo(), b.meetsSlo()))
        .filter(c -> c.meetsSlo() > 0 && !c.disturbed())
        .ifPresent(c ->
            advice.add(
                "confidence %s instead of %s: %s %s; measure on it to be sure"
                    .formatted(
                        Estimate.probability(c.meetsSlo()),
                        Numbers.percent(request.assumptions().headroom().confidence()),
                        c.service(),
                        c.type())));
    advice.add("a smaller or faster model: no number of replicas makes one request faster");
    return advice;
  }

  /// The cheapest of where the user did not want it to run.
  private Optional<String> elsewhere(List<Candidate> ranked) {
    return ranked.stream()
        .filter(c -> Estimator.fits(c, request) && !request.scope().isHome(c))
        .findFirst()
        .map(c ->
            "%s %s, outside of release.where: %s for %s a month"
                .formatted(c.cloud(), c.region(), c.type(), Estimator.text(c.month().likely())));
  }

  /// Limits that are over before the service has done anything.
  private List<String> belowTheWay() {
    Duration floor = request.assumptions().request().floor();
    return request.latency().stream()
        .filter(limit -> limit.limit().compareTo(floor) <= 0)
        .map(limit ->
            ("%s of %s: the way to the service and back takes %s at least, so that no machine meets"
                    + " it; release.network states another way")
                .formatted(limit.at(), Durations.exact(limit.limit()), Durations.exact(floor)))
        .toList();
  }

  private Optional<Candidate> chosen(EstimateRequest asked) {
    return Estimator.choose(Estimator.candidates(asked, book), asked);
  }

  private static Duration times(Duration limit, double factor) {
    return Duration.ofNanos(Math.round(limit.toNanos() * factor));
  }
}
