// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.cost.Quantity.Hours;
import dev.slipway.cost.Scope.Region;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What would make the service cheap enough, priced one by one, the cheapest first: another kind of
/// offer, another instruction set or region, a reservation, runs in batches, less headroom; and the
/// budget that holds what is chosen. What is cheaper and still above the budget is not among them.
final class BudgetAdvice {

  private static final Map<String, String> TITLES =
      Map.of(
          "vm", "Kubernetes nodes",
          "fargate", "Fargate",
          "cloud-run", "Cloud Run",
          "container-apps", "Container Apps",
          "lambda", "Lambda");

  /// What a run in batches takes besides its work, by the day: a node that starts, and the model.
  private static final double START_HOURS = 0.1;

  private static final double RUNS = 730 / 24.0;

  private static final int MOST = 12;

  private final EstimateRequest request;
  private final PriceBook book;
  private final Candidate chosen;
  private final List<Way> ways = new ArrayList<>();

  /// @param most the top of its range; empty where only the likely amount is worked out
  private record Way(String text, Money month, Optional<Money> most) {
    String priced() {
      return "%s: %s a month".formatted(text, Numbers.money(month));
    }

    String fitting(Money budget) {
      boolean sure = most.filter(top -> top.compareTo(budget) <= 0).isPresent();
      return priced() + (sure ? ", within the budget" : ", likely within the budget");
    }
  }

  BudgetAdvice(EstimateRequest request, PriceBook book, Candidate chosen) {
    this.request = request;
    this.book = book;
    this.chosen = chosen;
  }

  List<String> advice(Money budget) {
    elsewhere();
    reserved();
    batch();
    headroom();
    List<Way> cheaper =
        ways.stream()
            .filter(way -> way.month.compareTo(chosen.month().likely()) < 0)
            .sorted(Comparator.comparing(Way::month))
            .toList();
    List<String> advice =
        new ArrayList<>(
            cheaper.stream()
                .filter(way -> way.month.compareTo(budget) <= 0)
                .limit(MOST)
                .map(way -> way.fitting(budget))
                .toList());
    if (advice.isEmpty()) {
      advice.add(
          "nothing else that was priced is within the budget"
              + cheaper.stream()
                  .findFirst()
                  .map(way -> "; the cheapest is " + way.priced())
                  .orElse(""));
    }
    advice.add(enough(budget));
    return advice;
  }

  /// The budget that holds all of the range.
  private String enough(Money budget) {
    Money high = chosen.month().high();
    BigDecimal whole = high.amount().setScale(0, RoundingMode.CEILING);
    return chosen.month().atLeast()
        ? "the budget: more than %s a month instead of %s; a price in it is unknown"
            .formatted(Numbers.money(high), Numbers.money(budget))
        : "the budget, to be met for sure: %s a month instead of %s"
            .formatted(Numbers.money(new Money(whole, high.currency())), Numbers.money(budget));
  }

  /// All that is priced anywhere, of which the cheapest of each kind is named.
  private void elsewhere() {
    List<Region> all =
        Stream.concat(book.regions().stream(), request.scope().compared().stream())
            .distinct()
            .filter(region -> !request.scope().homes().contains(region))
            .toList();
    EstimateRequest wide = request.with(request.scope().beside(all).on(Scope.SERVICES));
    List<Candidate> fit =
        Estimator.candidates(wide, book).stream()
            .filter(c -> c.meetsSlo() >= request.assumptions().headroom().confidence())
            .filter(c -> !c.month().atLeast())
            .toList();
    Processors processors = request.scope().processors();
    for (String service : TITLES.keySet().stream().sorted().toList()) {
      if (!service.equals(chosen.service())) {
        fit.stream()
            .filter(c -> c.service().equals(service) && processors.mayBeChosen(c))
            .findFirst()
            .ifPresent(c -> way(title(c) + exported(c) + " instead of " + title(chosen), c));
      }
    }
    List<Candidate> same = fit.stream().filter(c -> c.service().equals(chosen.service())).toList();
    same.stream()
        .filter(c -> !processors.mayBeChosen(c) && request.scope().isHome(c))
        .findFirst()
        .ifPresent(c -> way(processors.wayTo(c), c));
    same.stream()
        .filter(c -> processors.mayBeChosen(c) && !request.scope().isHome(c))
        .findFirst()
        .ifPresent(c -> way("another region", c));
  }

  private static String title(Candidate candidate) {
    return TITLES.getOrDefault(candidate.service(), candidate.service());
  }

  private static String exported(Candidate candidate) {
    return Scope.EXPORTED.contains(candidate.service()) ? "" : " (no target exports it)";
  }

  private void reserved() {
    for (String term : List.of("1 year", "3 years")) {
      boolean priced =
          Optional.ofNullable(book.machines().get(key())).stream()
              .flatMap(machine -> book.commitments(machine).stream())
              .anyMatch(commitment -> commitment.term().equals(term));
      if (priced && request.scope().terms().commitment().isEmpty()) {
        Estimator.repriced(chosen, request.with(request.scope().committed(term)), book)
            .ifPresent(c ->
                ways.add(new Way("machines reserved for " + term, c.month().likely(), most(c))));
      }
    }
  }

  /// Unknown where a price in it is.
  private static Optional<Money> most(Candidate candidate) {
    return Optional.of(candidate.month().high()).filter(_ -> !candidate.month().atLeast());
  }

  private String key() {
    return chosen.cloud() + "/" + chosen.region() + "/" + chosen.type();
  }

  /// The same work once a day, on as many machines as end it within the day, which are there for it
  /// alone. A burstable one works no more than it may all day.
  private void batch() {
    Optional<Machine> machine = Optional.ofNullable(book.machines().get(key()));
    Optional<UnitPrice<Hours>> hour = machine.flatMap(book::hour);
    if (hour.isEmpty()) {
      return;
    }
    Workload workload = request.workload();
    double speed = new MachineOffers(new Offers(request), book).likelySpeed(chosen);
    double workers =
        book.burstable(chosen.cloud(), chosen.type())
            .map(share -> Math.min(share.sustained(), chosen.vcpu()) / workload.threads())
            .orElse(Math.max(1, Math.floor(chosen.vcpu() / workload.threads())));
    double busy =
        request.traffic().average().perSecond()
            * PlatformCosts.HOURS_OF_A_MONTH
            * workload.times().mean()
            / workload.together()
            / speed
            / workers;
    double starts = RUNS * START_HOURS;
    double machines = Math.max(1, Math.ceil(busy / (PlatformCosts.HOURS_OF_A_MONTH - starts)));
    Money month = hour.get().of(new Hours(BigDecimal.valueOf(busy + machines * starts))).rounded(2);
    ways.add(
        new Way(
            "batch instead of a service, once a day on %s %s alone"
                .formatted(machines == 1 ? "one" : Numbers.grouped(machines), chosen.type()),
            month,
            Optional.empty()));
  }

  private void headroom() {
    Assumptions assumed = request.assumptions();
    assumed("a busier ceiling of 80 %", assumed.withCeiling(0.8));
    assumed(assumed.withZones(2))
        .filter(c -> c.fleet().filter(fleet -> fleet.zones() == 2).isPresent())
        .ifPresent(c -> way("two zones instead of three", c));
    if (chosen.service().equals("vm")
        && !request.scope().isPaid(new Region(chosen.cloud(), chosen.region()))) {
      assumed(
          "a cluster shared with others, of which this service is a fifth",
          assumed.withShare(Math.min(0.2, assumed.platform().share())));
    }
  }

  private void assumed(String what, Assumptions other) {
    assumed(other).ifPresent(c -> way(what, c));
  }

  private Optional<Candidate> assumed(Assumptions other) {
    EstimateRequest asked = request.with(other);
    return Estimator.choose(Estimator.candidates(asked, book), asked);
  }

  private void way(String what, Candidate candidate) {
    ways.add(
        new Way(
            "%s (%s in %s %s)"
                .formatted(what, candidate.type(), candidate.cloud(), candidate.region()),
            candidate.month().likely(),
            most(candidate)));
  }
}
