// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Durations;
import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Estimate.Point;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Prices every sensible way to run a service, and says which one is the cheapest that will do.
public final class Estimator {

  /// What is never in the figures.
  private static final List<String> EXCLUSIONS =
      List.of(
          "tax, support plans, negotiated discounts, credits and free allowances",
          "people",
          "storing features, training and retraining",
          "cheaper tiers of traffic to the internet: the first is taken throughout");

  /// What leads to a kind of offer.
  private static final Map<String, String> TARGETS = Map.of("vm", "Kubernetes", "fargate", "ECS");

  private static final double[] CURVE = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50};

  private final EstimateRequest request;
  private final PriceBook book;

  private Estimator(EstimateRequest request, PriceBook book) {
    this.request = request;
    this.book = book;
  }

  public static Estimate estimate(EstimateRequest request, PriceBook book) {
    return new Estimator(request.with(request.scope().settled(book)), book).estimate();
  }

  /// The same, with a warning where prices of the choice are too old to be relied on.
  public static Estimate estimate(EstimateRequest request, PriceBook book, LocalDate today) {
    Estimate found = estimate(request, book);
    return new Estimate(
        found.candidates(),
        found.chosen(),
        found.curve(),
        found.budget(),
        found.relax(),
        found.drivers(),
        found.exclusions(),
        found.passedOver(),
        found.chosen().flatMap(chosen -> PriceAge.said(chosen, today)),
        found.notes(),
        found.latency(),
        found.inputs(),
        found.homes());
  }

  /// What [#estimate] chooses, alone. Other regions take as long again each: they are looked at
  /// only where home has nothing.
  public static Optional<Candidate> cheapest(EstimateRequest asked, PriceBook book) {
    EstimateRequest request = asked.with(asked.scope().settled(book));
    EstimateRequest atHome = request.with(request.scope().atHome());
    Optional<Candidate> home = choose(candidates(atHome, book), atHome);
    return home.isPresent() || request.scope().terms().stated()
        ? home
        : choose(candidates(request, book), request);
  }

  private Estimate estimate() {
    List<Candidate> ranked = candidates(request, book);
    Optional<Candidate> chosen = choose(ranked, request);
    Optional<RangeDrivers> range = chosen.map(mine -> new RangeDrivers(request, book, mine));
    return new Estimate(
        ranked,
        chosen,
        chosen.map(this::curve).orElse(List.of()),
        budget(chosen, range).map(request.workload().inputs()::qualified),
        new RelaxationAdvice(request, book).advice(ranked, chosen),
        drivers(range),
        exclusions(chosen),
        chosen.map(mine -> new PassedOver(request).reasons(ranked, mine)).orElse(List.of()),
        Optional.empty(),
        notes(ranked, chosen),
        !request.latency().isEmpty(),
        request.workload().inputs(),
        request.scope().homes());
  }

  /// What is in no estimate, and what is not in this one.
  private static List<String> exclusions(Optional<Candidate> chosen) {
    return Stream.concat(
            EXCLUSIONS.stream(), chosen.stream().flatMap(mine -> mine.apart().stream()))
        .toList();
  }

  /// All offers, cheapest first; those with an unknown price after all others, since nobody knows
  /// what they cost.
  static List<Candidate> candidates(EstimateRequest request, PriceBook book) {
    Offers offers = new Offers(request);
    List<Candidate> found = new ArrayList<>();
    if (request.scope().services().contains("vm")) {
      found.addAll(new MachineOffers(offers, book).all());
    }
    found.addAll(new ServerlessOffers(offers, book).all());
    found.sort(
        Comparator.comparing((Candidate c) -> c.month().atLeast())
            .thenComparing(c -> c.month().likely())
            .thenComparing(Candidate::cloud)
            .thenComparing(Candidate::region)
            .thenComparing(Candidate::service)
            .thenComparing(Candidate::type));
    return List.copyOf(found);
  }

  /// The cheapest at home that is likely enough to meet the objectives and that the bundle runs on;
  /// elsewhere when home has none and the user did not say where. Where none does with what is set
  /// by hand, the one that misses it by the fewest replicas.
  static Optional<Candidate> choose(List<Candidate> ranked, EstimateRequest request) {
    List<Candidate> fit = ranked.stream().filter(c -> fits(c, request)).toList();
    Comparator<Candidate> missing =
        Comparator.comparingInt(request.assumptions().byHand()::missing);
    Optional<Candidate> home = fit.stream().filter(request.scope()::isHome).min(missing);
    return request.scope().terms().stated() ? home : home.or(() -> fit.stream().min(missing));
  }

  static boolean fits(Candidate candidate, EstimateRequest request) {
    return candidate.meetsSlo() >= request.assumptions().headroom().confidence()
        && request.scope().deployable(candidate);
  }

  /// The same offer in a request.
  static Optional<Candidate> repriced(Candidate offer, EstimateRequest request, PriceBook book) {
    Offers offers = new Offers(request);
    if (offer.service().equals("vm")) {
      String key = offer.cloud() + "/" + offer.region() + "/" + offer.type();
      return Optional.ofNullable(book.machines().get(key))
          .flatMap(new MachineOffers(offers, book)::candidate);
    }
    return new ServerlessOffers(offers, book)
        .all().stream()
            .filter(c -> c.service().equals(offer.service()))
            .filter(c -> c.region().equals(offer.region()))
            .filter(c -> c.type().equals(offer.type()))
            .filter(c -> c.architecture().equals(offer.architecture()))
            .findFirst();
  }

  private List<Point> curve(Candidate chosen) {
    List<Point> points = new ArrayList<>();
    for (double factor : CURVE) {
      EstimateRequest asked = request.times(factor);
      repriced(chosen, asked, book)
          .ifPresent(c ->
              points.add(
                  new Point(
                      new Rate(asked.traffic().average().perSecond()),
                      c.replicas(),
                      c.month(),
                      c.perThousand())));
    }
    return points;
  }

  private Optional<Verdict> budget(Optional<Candidate> chosen, Optional<RangeDrivers> range) {
    if (request.budget().isEmpty() || chosen.isEmpty()) {
      return Optional.empty();
    }
    Money budget = request.budget().get();
    CostRange month = chosen.get().month();
    String numbers =
        "%s a month, likely %s, against a budget of %s"
            .formatted(month.span(), text(month.likely()), text(budget));
    if (month.low().compareTo(budget) > 0) {
      return Optional.of(new Verdict.NotMet(numbers));
    }
    if (month.atLeast()) {
      return Optional.of(
          new Verdict.Inconclusive(
              numbers + "; a price in it is unknown: add it to your prices", 0));
    }
    if (month.high().compareTo(budget) <= 0) {
      return Optional.of(new Verdict.Met(numbers));
    }
    return Optional.of(
        new Verdict.Inconclusive(
            numbers + range.flatMap(RangeDrivers::advice).map(advice -> "; " + advice).orElse(""),
            0));
  }

  /// Where paying by the request stops being cheaper than the choice.
  private static Optional<String> breakEven(List<Candidate> ranked, Candidate mine) {
    return ranked.stream()
        .filter(c -> c.service().equals("cloud-run") && !mine.service().equals("cloud-run"))
        .filter(c -> !c.month().atLeast())
        .findFirst()
        .map(byRequest -> {
          double each = byRequest.perThousand().likely().amount().doubleValue() / 1000;
          double fixed = mine.month().likely().amount().doubleValue();
          return "Cloud Run in %s costs less below about %s million requests a month"
              .formatted(
                  byRequest.region(), Numbers.digits(ColdStart.breakEven(fixed, each) / 1e6, 2));
        });
  }

  /// The chosen size, request by request at the stated peak.
  private Optional<String> simulated(Candidate chosen) {
    double peak = request.traffic().peak().perSecond();
    if (request.latency().isEmpty() || peak == 0 || request.workload().disturbed()) {
      return Optional.empty();
    }
    Offers offers = new Offers(request);
    double speed = new MachineOffers(offers, book).likelySpeed(chosen);
    ServiceTimes times = request.busy(speed);
    double inferences = peak / request.workload().together();
    if (times.mean() * inferences / chosen.replicas() >= 1) {
      return Optional.empty();
    }
    LatencyLimit limit = request.latency().getLast();
    double response =
        ReplicaSimulation.quantile(times, inferences / chosen.replicas(), limit.at().share());
    return Optional.of(
        "simulated with %d replicas at %s and random routing: %s %s, limit %s"
            .formatted(
                chosen.replicas(),
                request.traffic().peak(),
                limit.at(),
                Durations.text(response),
                Durations.exact(limit.limit())));
  }

  /// Where nodes and tasks of ECS are both exported: which of them the price is of, and what the
  /// other would come to.
  private Optional<String> beside(List<Candidate> ranked, Candidate mine) {
    if (!request.scope().services().equals(Scope.EXPORTED)) {
      return Optional.empty();
    }
    String other = mine.service().equals("vm") ? "fargate" : "vm";
    return Optional.of(
        "both are exported, Kubernetes and ECS; the price is of %s alone, and of %s it would be %s"
            .formatted(
                TARGETS.getOrDefault(mine.service(), ""),
                TARGETS.getOrDefault(other, ""),
                ranked.stream()
                    .filter(c -> c.service().equals(other) && request.scope().isHome(c))
                    .filter(c -> fits(c, request))
                    .findFirst()
                    .map(c -> "%s a month (%s)".formatted(c.month().text(), c.offer()))
                    .orElse("unknown: none of its offers is likely to meet the objectives")));
  }

  static String text(Money money) {
    return Numbers.money(money);
  }

  /// A made-up size comes before all: nobody knows how wide that makes the range.
  private List<String> drivers(Optional<RangeDrivers> range) {
    List<String> drivers = new ArrayList<>();
    if (request.workload().inputs().madeUp()) {
      drivers.add(request.workload().inputs().warning() + ": every figure rests on it");
    }
    if (request.workload().disturbed()) {
      drivers.add(
          "other programs used the machine during the measurement: replicas and prices rest"
              + " on slower times than it has");
    }
    range.map(RangeDrivers::texts).ifPresent(drivers::addAll);
    return drivers;
  }

  private List<String> notes(List<Candidate> ranked, Optional<Candidate> chosen) {
    List<String> notes = new ArrayList<>();
    request
        .assumptions()
        .byHand()
        .said()
        .ifPresent(set -> notes.add("priced with what is set by hand: " + set));
    if (chosen.isEmpty()) {
      return notes;
    }
    Candidate mine = chosen.get();
    if (mine.service().equals("vm")
        && request.assumptions().platform().share() == 1
        && !request.scope().isPaid(new Scope.Region(mine.cloud(), mine.region()))) {
      notes.add("the cluster's own cost is carried by this service alone");
    }
    simulated(mine).ifPresent(notes::add);
    breakEven(ranked, mine).ifPresent(notes::add);
    beside(ranked, mine).ifPresent(notes::add);
    notes.addAll(request.scope().processors().said(ranked));
    return notes;
  }
}
