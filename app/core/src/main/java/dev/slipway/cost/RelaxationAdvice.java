// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Durations;
import dev.slipway.base.Money;
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
    Optional<Money> budget = request.budget();
    boolean over = budget.isPresent() && chosen.get().month().likely().compareTo(budget.get()) > 0;
    return over ? overBudget(chosen.get(), budget.get()) : List.of();
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
    ranked.stream()
        .filter(c -> request.scope().built().contains(c.architecture()))
        .max((a, b) -> Double.compare(a.meetsSlo(), b.meetsSlo()))
        .filter(c -> c.meetsSlo() > 0)
        .ifPresent(c ->
            advice.add(
                "confidence %s instead of %s: %s %s; measure on it to be sure"
                    .formatted(
                        Numbers.percent(c.meetsSlo()),
                        Numbers.percent(request.assumptions().headroom().confidence()),
                        c.service(),
                        c.type())));
    advice.add("a smaller or faster model: no number of replicas makes one request faster");
    return advice;
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

  private List<String> overBudget(Candidate chosen, Money budget) {
    List<String> advice = new ArrayList<>();
    Assumptions assumed = request.assumptions();
    saving(advice, chosen, "a busier ceiling of 80 %", assumed.withCeiling(0.8));
    saving(advice, chosen, "two zones instead of three", assumed.withZones(2));
    saving(
        advice,
        chosen,
        "a cluster shared with others, of which this service is a fifth",
        assumed.withShare(Math.min(0.2, assumed.platform().share())));
    advice.add(
        "the budget: %s a month instead of %s"
            .formatted(Estimator.text(chosen.month().likely()), Estimator.text(budget)));
    return advice;
  }

  private void saving(List<String> advice, Candidate chosen, String what, Assumptions other) {
    chosen(request.with(other))
        .filter(c -> c.month().likely().compareTo(chosen.month().likely()) < 0)
        .ifPresent(c ->
            advice.add(
                "%s: %s %s for %s a month"
                    .formatted(what, c.service(), c.type(), Estimator.text(c.month().likely()))));
  }

  private Optional<Candidate> chosen(EstimateRequest asked) {
    return Estimator.choose(Estimator.candidates(asked, book), asked);
  }

  private static Duration times(Duration limit, double factor) {
    return Duration.ofNanos(Math.round(limit.toNanos() * factor));
  }
}
