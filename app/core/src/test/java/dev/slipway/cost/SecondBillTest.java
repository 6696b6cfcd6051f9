// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.request.InputSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every kind of offer in every region costs what a second implementation says, to the cent.
final class SecondBillTest {

  /// A table row by row, a picture of 600 kB, and the way in.
  private record Case(double rate, long longest, Scope.Way way) {}

  private static final List<Case> CASES =
      List.of(
          new Case(20, 0, Scope.Way.INTERNET),
          new Case(0.01, 0, Scope.Way.CLUSTER),
          new Case(5, 3_600_000, Scope.Way.INTERNET),
          new Case(5, 3_600_000, Scope.Way.CLUSTER),
          new Case(800, 900, Scope.Way.PRIVATE));

  @Test
  void everyOfferInEveryRegionCostsTheSameToTheCent() throws ProblemException {
    assertEquals("", String.join("\n", apart(Samples.tables())));
  }

  /// A second bill that agrees with anything would prove nothing.
  @Test
  void aPriceThatIsACentHigherIsFound() throws ProblemException {
    Map<String, String> tables = new TreeMap<>(Samples.tables());
    tables.computeIfPresent(
        "services.csv",
        (_, text) -> text.replace("gp3 volume,GB-month,0.08,", "gp3 volume,GB-month,0.09,"));

    List<String> apart = apart(tables);

    assertTrue(apart.stream().allMatch(line -> line.startsWith("us-east-1 vm")), apart.toString());
    assertEquals(2 * CASES.size(), apart.size(), "each instruction set in each case");
  }

  /// @param tables that the second bill reads
  private static List<String> apart(Map<String, String> tables) throws ProblemException {
    PriceBook book = Samples.book();
    List<Scope.Region> regions = book.regions();
    Map<String, Integer> compared = new TreeMap<>();
    List<String> apart = new ArrayList<>();
    for (Case one : CASES) {
      EstimateRequest request = request(one, regions, book);
      Map<String, Candidate> first = new TreeMap<>();
      for (Candidate candidate : Estimator.candidates(request, book)) {
        first.putIfAbsent(
            candidate.region() + candidate.service() + candidate.architecture(), candidate);
      }
      for (Candidate candidate : first.values()) {
        SecondBill again = again(candidate, one, request, tables);
        compared.merge(candidate.service(), 1, Integer::sum);
        if (again.total().compareTo(candidate.month().likely().amount()) != 0
            || again.isAtLeast() != candidate.month().atLeast()) {
          apart.add(
              "%s %s %s at %s: %s%s and again %s%s; %s"
                  .formatted(
                      candidate.region(),
                      candidate.service(),
                      candidate.type(),
                      one,
                      candidate.month().likely(),
                      candidate.month().atLeast() ? "+" : "",
                      again.total(),
                      again.isAtLeast() ? "+" : "",
                      candidate.lines()));
        }
      }
    }
    assertEquals(12, regions.size());
    assertEquals(
        Set.of("vm", "fargate", "cloud-run", "container-apps", "lambda"), compared.keySet());
    assertTrue(
        compared.values().stream().mapToInt(Integer::intValue).sum() > 150, compared.toString());
    return apart;
  }

  private static EstimateRequest request(Case one, List<Scope.Region> regions, PriceBook book) {
    Workload usual = Samples.workload(book);
    Workload workload =
        new Workload(
            usual.times(),
            1,
            usual.samplingSpread(),
            usual.cpu(),
            Optional.empty(),
            Optional.empty(),
            1,
            usual.memory(),
            Optional.of(new Bytes(130_000_000)),
            usual.start(),
            usual.origin(),
            List.of(),
            usual.badge(),
            new InputSizes(InputSizes.Basis.GOLDEN, "image", 1, new Bytes(one.longest)));
    Scope scope =
        new Scope(
            regions,
            List.of(),
            Scope.SERVICES,
            Set.of("x86_64", "arm64"),
            new Scope.Terms(one.way, true, false, Optional.empty(), 0));
    return new EstimateRequest(
        workload,
        new Traffic(new Rate(one.rate), new Rate(one.rate), LoadShape.FLAT),
        List.of(),
        Optional.empty(),
        scope,
        Assumptions.USUAL);
  }

  /// How many machines or tasks run is taken from the offer; what they cost is not.
  private static SecondBill again(
      Candidate offer, Case one, EstimateRequest request, Map<String, String> tables)
      throws ProblemException {
    double asked = one.longest == 0 ? 2_000 : one.longest / 3.0;
    var service =
        new SecondBill.Service(
            one.rate,
            asked,
            one.longest == 0 ? asked : one.longest,
            500,
            0.13,
            SecondBill.Way.valueOf(one.way.name()));
    var bill = new SecondBill(tables, offer.cloud(), offer.region(), service);
    double seconds = Samples.workload(Samples.book()).times().mean() / speed(offer);
    return switch (offer.service()) {
      case "vm" -> bill.nodes(offer.type(), offer.lines().getLast().quantity() / 730);
      case "fargate" ->
          bill.fargate(
              offer.architecture().equals("arm64") ? "arm64" : "x86",
              offer.vcpu(),
              offer.memory().count() / 1e9,
              tasks(offer));
      case "lambda" ->
          bill.lambda(offer.architecture().equals("arm64") ? "arm64" : "x86", seconds, 1769);
      default ->
          bill.whileBusy(
              instances(request),
              seconds,
              offer.cloud().equals("gcp") ? 0.1 : 1,
              1,
              offer.memory().count() / (double) (1 << 30));
    };
  }

  /// A vCPU of no stated processor counts 0.9 of an Ice Lake one, or 1.12 where it is an Arm core;
  /// the machine of the sample is an Ice Lake one with one request alone.
  private static double speed(Candidate offer) throws ProblemException {
    double index = offer.architecture().equals("arm64") ? 1.12 : 0.9;
    return index / Samples.workload(Samples.book()).origin().index();
  }

  private static double tasks(Candidate offer) {
    Candidate.Line cpu =
        offer.lines().stream()
            .filter(line -> line.what().equals("Fargate vCPU"))
            .findFirst()
            .orElseThrow();
    return cpu.quantity() / 730 / offer.vcpu();
  }

  /// At a steady rate, of a processor that is not stated.
  private static double instances(EstimateRequest request) {
    Extrapolation speed = ServerlessOffers.speed("any", "x86_64", 2, request);
    return new Offers(request)
        .smallest(speed.capacity())
        .fleet()
        .replicas(request.traffic().average().perSecond());
  }
}
