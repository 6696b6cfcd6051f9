// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Money;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.profile.ServingCost;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EstimatorTest {

  private static Estimate estimate() throws ProblemException {
    PriceBook book = Samples.book();
    return Estimator.estimate(Samples.request(book), book);
  }

  private static Candidate candidate(Estimate estimate, String cloud, String type) {
    return estimate.candidates().stream()
        .filter(c -> c.cloud().equals(cloud) && c.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aBillAddsUpLineByLine() throws ProblemException {
    Candidate candidate = candidate(estimate(), "aws", "m6i.large");

    Money sum =
        candidate.lines().stream()
            .map(line -> line.month().likely())
            .reduce(Money.usd("0"), Money::plus);
    assertEquals(candidate.month().likely().rounded(2), sum.rounded(2));
    Map<String, String> prices =
        candidate.lines().stream()
            .collect(Collectors.toMap(Candidate.Line::what, Candidate.Line::unitPrice));
    assertEquals("0.096 USD", prices.get("nodes m6i.large"));
    assertEquals("0.1 USD", prices.get("EKS control plane"));
    assertEquals("0.0225 USD", prices.get("load balancer"));
    // three nodes, a zone each: 3 x 730 h x 0.096
    Candidate.Line nodes = candidate.lines().getLast();
    assertTrue(nodes.quantity() >= 2 * 730 && nodes.quantity() <= 3 * 730, nodes.toString());
  }

  @Test
  void choosesTheCheapestAtHomeThatIsLikelyToDo() throws ProblemException {
    Estimate estimate = estimate();
    Candidate chosen = estimate.chosen().orElseThrow();

    assertEquals("us-east-1", chosen.region());
    assertTrue(chosen.meetsSlo() >= 0.9, chosen.toString());
    assertEquals("x86_64", chosen.architecture());
    for (Candidate other : estimate.candidates()) {
      boolean fits =
          other.region().equals("us-east-1")
              && other.meetsSlo() >= 0.9
              && other.architecture().equals("x86_64")
              && !other.service().equals("lambda")
              && !other.month().atLeast();
      assertTrue(
          !fits || other.month().likely().compareTo(chosen.month().likely()) >= 0,
          other.type() + " is cheaper");
    }
  }

  /// Reading a picture as JSON takes far longer than the 100 µs that are assumed.
  @Test
  void plansForWhatServingWasMeasuredToCost() throws ProblemException {
    double assumed = replicaRate(Optional.empty());
    double measured = replicaRate(Optional.of(serving(Duration.ofMillis(5))));
    double cheap = replicaRate(Optional.of(serving(Duration.ofNanos(1_270_000))));

    assertTrue(measured < assumed && assumed < cheap, measured + " " + assumed + " " + cheap);
  }

  private static ServingCost serving(Duration request) {
    return new ServingCost(new ServedCapacity(request), true, Optional.empty());
  }

  private static double replicaRate(Optional<ServingCost> serving) throws ProblemException {
    PriceBook book = Samples.book();
    Workload workload = Workload.of(Samples.profile(serving), book, Optional.empty());
    Estimate estimate =
        Estimator.estimate(EstimateRequest.of(workload, Samples.objectives(0.999)), book);
    return candidate(estimate, "aws", "m6i.large").fleet().orElseThrow().replica().serves();
  }

  @Test
  void offersNoAcceleratorsAndSaysWhatIsLeftOut() throws ProblemException {
    Estimate estimate = estimate();

    assertTrue(
        estimate.candidates().stream()
            .noneMatch(c -> c.type().startsWith("g5.") || c.type().startsWith("inf2")));
    assertEquals(5, estimate.exclusions().size());
  }

  @Test
  void unitCostsFallWithTrafficAndFullIsTheLeast() throws ProblemException {
    Candidate chosen = estimate().chosen().orElseThrow();

    assertTrue(
        chosen.perThousandFull().likely().compareTo(chosen.perThousand().likely()) < 0,
        chosen.toString());
  }

  @ParameterizedTest
  @EnumSource(LoadShape.class)
  void moreTrafficNeverLowersTheCostOfAnyOffer(LoadShape shape) throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest request = Samples.request(book);
    Map<String, Candidate> before = new HashMap<>();
    for (double factor : new double[] {0.05, 0.3, 1, 2.3, 7, 31}) {
      EstimateRequest asked =
          request.with(new Traffic(new Rate(20 * factor), new Rate(120 * factor), shape));
      for (Candidate now : Estimator.estimate(asked, book).candidates()) {
        String key = now.region() + now.service() + now.type() + now.architecture();
        Candidate then = before.put(key, now);
        if (then != null) {
          assertTrue(
              now.month().likely().compareTo(then.month().likely()) >= 0,
              key + " at x" + factor + ": " + then.month() + " " + now.month());
        }
      }
    }
    assertTrue(before.size() > 100, "only " + before.size() + " offers");
  }

  private static boolean rises(CostRange then, CostRange now) {
    return now.low().compareTo(then.low()) >= 0
        && now.likely().compareTo(then.likely()) >= 0
        && now.high().compareTo(then.high()) >= 0;
  }

  @Test
  void lowIsNotAboveLikelyNorLikelyAboveHigh() throws ProblemException {
    for (Candidate candidate : estimate().candidates()) {
      CostRange month = candidate.month();
      assertTrue(
          month.low().compareTo(month.likely()) <= 0 && month.likely().compareTo(month.high()) <= 0,
          candidate.toString());
    }
  }

  @Test
  void theOrderOfTheCatalogueChangesNothing() throws ProblemException {
    Map<String, String> shuffled = new HashMap<>();
    Samples.tables()
        .forEach((name, text) -> {
          List<String> lines = new ArrayList<>(Arrays.asList(text.split("\r?\n")));
          String heading = lines.removeFirst();
          Collections.shuffle(lines, new Random(5));
          shuffled.put(name, heading + "\n" + String.join("\n", lines));
        });
    PriceBook book = PriceBook.parse(shuffled);

    assertEquals(
        estimate().candidates(), Estimator.estimate(Samples.request(book), book).candidates());
  }

  @Test
  void aBlankPriceMakesATotalAtLeastAndNeverMakesAnOfferLookCheap() throws ProblemException {
    String without =
        Objects.requireNonNull(Samples.tables().get("instances.csv"))
            .replaceFirst(
                "(aws,us-east-1,m6i\\.large,general,2,8,x86_64,[^\n]*?,2,,,,)0\\.096", "$1");
    Map<String, String> tables = new HashMap<>(Samples.tables());
    tables.put("instances.csv", without);
    PriceBook book = PriceBook.parse(tables);

    Estimate blank = Estimator.estimate(Samples.request(book), book);
    Candidate unknown = candidate(blank, "aws", "m6i.large");
    Candidate known = candidate(estimate(), "aws", "m6i.large");

    assertTrue(unknown.month().atLeast());
    assertEquals(
        known.month().likely().rounded(2),
        unknown.month().likely().plus(known.lines().getLast().month().likely()).rounded(2));
    assertEquals("unknown", unknown.lines().getLast().unitPrice());
    int place = blank.candidates().indexOf(unknown);
    assertTrue(
        blank.candidates().subList(place, blank.candidates().size()).stream()
            .allMatch(c -> c.month().atLeast()),
        "stands before an offer whose price is known");
  }

  @Test
  void aTightBudgetIsNotMetAndNamesWhatToRelax() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest asked = Samples.request(book);
    Estimate estimate = Estimator.estimate(limited(asked, Money.usd("20")), book);
    Candidate chosen = estimate.chosen().orElseThrow();

    assertInstanceOf(Verdict.NotMet.class, estimate.budget().orElseThrow());
    assertTrue(
        estimate.relax().getLast().endsWith("instead of 20.00 USD"), estimate.relax().toString());
    assertInstanceOf(Verdict.Met.class, estimate().budget().orElseThrow());
    Money close = chosen.month().likely().plus(Money.usd("-0.01"));
    List<String> relax = Estimator.estimate(limited(asked, close), book).relax();
    assertTrue(relax.stream().anyMatch(r -> r.startsWith("a cluster shared")), relax.toString());
  }

  static EstimateRequest limited(EstimateRequest asked, Money budget) {
    return new EstimateRequest(
        asked.workload(),
        asked.traffic(),
        asked.latency(),
        Optional.of(budget),
        asked.scope().forTargets(List.of("kubernetes")),
        asked.assumptions());
  }

  @Test
  void anImpossibleLimitChoosesNothingAndSaysHowFarOffItIs() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest asked =
        Samples.request(book)
            .withLatency(List.of(new LatencyLimit(new Percentile(99), Duration.ofMillis(2))));

    Estimate estimate = Estimator.estimate(asked, book);

    assertEquals(Optional.empty(), estimate.chosen());
    assertTrue(
        estimate.relax().getFirst().startsWith("latency limits x"), estimate.relax().toString());
  }

  @Test
  void rareTrafficMeetsColdStartsAndDoesNotHoldTheLimit() throws ProblemException {
    PriceBook book = Samples.book();
    // ten an hour against an idle time of five minutes: 43 %
    assertEquals(0.4346, ColdStart.probability(10 / 3600.0, 300), 1e-4);
    EstimateRequest rare =
        Samples.request(book).with(new Traffic(new Rate(0.0005), new Rate(0.001), LoadShape.FLAT));

    Candidate run =
        Estimator.estimate(rare, book).candidates().stream()
            .filter(c -> c.service().equals("cloud-run"))
            .findFirst()
            .orElseThrow();

    assertEquals(0, run.meetsSlo());
    assertEquals(
        List.of("lambda", "cloud-run"),
        Estimator.estimate(rare, book).candidates().stream()
            .map(Candidate::service)
            .distinct()
            .limit(2)
            .toList());
  }

  @Test
  void runsWhereTheTargetsRun() {
    assertEquals(Set.of("vm"), Scope.USUAL.forTargets(List.of("docker", "helm")).services());
    assertEquals(Set.of("fargate"), Scope.USUAL.forTargets(List.of("ecs")).services());
    assertEquals(Scope.USUAL, Scope.USUAL.forTargets(List.of("docker", "compose")));
  }

  @Test
  void theCurveRisesAndPassesThroughTheEstimate() throws ProblemException {
    Estimate estimate = estimate();
    List<Estimate.Point> curve = estimate.curve();

    for (int i = 1; i < curve.size(); i++) {
      assertTrue(rises(curve.get(i - 1).month(), curve.get(i).month()), curve.toString());
    }
    assertTrue(
        curve.stream()
            .anyMatch(point ->
                point.traffic().equals(new Rate(20))
                    && point.month().equals(estimate.chosen().orElseThrow().month())));
  }

  @Test
  void saysHowOldItsOldestPriceIsAndWherePayingByRequestEnds() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest request = Samples.request(book);

    Estimate young = Estimator.estimate(request, book, LocalDate.of(2025, 1, 1));
    Estimate old = Estimator.estimate(request, book, LocalDate.of(2027, 11, 25));

    assertEquals(Optional.empty(), young.age());
    int priced = old.chosen().orElseThrow().lines().size();
    assertEquals(
        "%d of %d prices in it are older than 12 months, the oldest of 2026-09-03: look them up in"
                .formatted(priced, priced)
            + " the provider's price list, and bring newer ones with slipway prices import",
        old.age().orElseThrow());
    assertTrue(
        young.notes().stream()
            .anyMatch(note -> note.startsWith("Cloud Run in us-central1 costs less")),
        young.notes().toString());
  }

  @Test
  void carbonFollowsFromPowerAndGrid() throws ProblemException {
    // 2 W for 1,000 vCPU-hours and 1,000 GiB-hours of memory, times 1.1
    assertEquals((2 + 0.392) * 1.1, Carbon.kwh(2, 1000, 1000, 1.1), 1e-9);
    double kilograms = candidate(estimate(), "aws", "m6i.large").carbon().orElseThrow();
    assertTrue(kilograms > 1 && kilograms < 50, kilograms + " kg");
  }

  private static Scope everywhere(PriceBook book) {
    List<Scope.Region> regions =
        book.machines().values().stream()
            .map(machine -> new Scope.Region(machine.cloud(), machine.region()))
            .distinct()
            .toList();
    return new Scope(
        List.of(Scope.USUAL_HOME),
        regions,
        Scope.USUAL.services(),
        new Processors(Set.of("x86_64", "arm64"), Optional.empty(), "x86_64"),
        Scope.Terms.USUAL);
  }

  @Test
  void ranksTheWholeCatalogueForEveryShape() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest request = Samples.request(book).with(everywhere(book));

    int offers = 0;
    for (LoadShape shape : LoadShape.values()) {
      EstimateRequest asked = request.with(new Traffic(new Rate(20), new Rate(120), shape));
      offers += Estimator.estimate(asked, book).candidates().size();
    }

    assertTrue(offers > 1_500, offers + " offers");
  }

  /// The way to the service alone takes longer.
  @Test
  void nothingMeetsALimitThatIsOverBeforeTheServiceIsReached() throws Exception {
    PriceBook book = Samples.book();
    List<LatencyLimit> fast =
        List.of(new LatencyLimit(new Percentile(99), Duration.ofNanos(50_000)));

    Estimate estimate = Estimator.estimate(Samples.request(book).withLatency(fast), book);

    assertEquals(Optional.empty(), estimate.chosen());
    assertTrue(
        estimate.candidates().stream().allMatch(each -> each.meetsSlo() == 0),
        "a candidate promises it");
    assertEquals(
        "p99 of 50 µs: the way to the service and back takes 500 µs at least, so that no machine"
            + " meets it; release.network states another way",
        estimate.relax().getFirst());
  }
}
