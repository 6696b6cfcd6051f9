// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.objective.Access;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.Project;
import dev.slipway.objective.Project.Where;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the user has already counts where it is, what a provider charges besides is charged, and
/// advice can be followed.
final class BillTermsTest {

  private static EstimateRequest request(List<String> targets, Where where)
      throws ProblemException {
    Project project =
        Samples.project()
            .released(
                new Project.Release(
                    Optional.empty(), targets, Map.of(), Optional.empty(), where, Access.UNSTATED));
    return EstimateRequest.of(Samples.workload(Samples.book()), project);
  }

  private static Traffic steady(double rate) {
    return new Traffic(new Rate(rate), new Rate(rate), LoadShape.FLAT);
  }

  private static List<String> charges(Candidate offer) {
    return offer.lines().stream().map(Candidate.Line::what).toList();
  }

  private static Candidate.Line line(Candidate offer, String what) {
    return offer.lines().stream()
        .filter(line -> line.what().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError(what + " is not in " + offer.lines()));
  }

  @Test
  void aClusterOfTheUsersOwnIsPaidForWhereItRunsAndNowhereElse() throws ProblemException {
    Where own = new Where(Optional.of("aws"), List.of("eu-west-1"), true, Optional.empty());
    PriceBook book = Samples.book();
    EstimateRequest request = request(List.of("kubernetes"), own);
    EstimateRequest wide = request.with(request.scope().beside(book.regions()));

    for (Candidate offer : Estimator.candidates(wide, book)) {
      boolean home = offer.region().equals("eu-west-1");
      boolean charged =
          List.of("EKS control plane", "GKE cluster fee", "AKS standard tier").stream()
              .anyMatch(charges(offer)::contains);
      assertEquals(!home, charged, offer.cloud() + " " + offer.region() + charges(offer));
      assertEquals(
          !home,
          charges(offer).stream().anyMatch(what -> what.startsWith("NAT gateway")),
          offer.cloud() + " " + offer.region() + charges(offer));
    }
    assertTrue(own.at(Optional.of("aws"), Optional.of("eu-west-1")).existingCluster());
    assertFalse(own.at(Optional.empty(), Optional.of("us-east-1")).existingCluster());
    assertFalse(own.at(Optional.of("gcp"), Optional.empty()).existingCluster());
  }

  /// With requests every 0.2 seconds the one instance that they start is never stopped. With one
  /// every 500 seconds it runs for as much of the time as is less than 300 seconds after one, which
  /// is what its share of cold starts says.
  @Test
  void containerAppsArePaidForWhileReplicasRunAndNotWhileTheyAnswerAlone() throws ProblemException {
    Where west = new Where(Optional.of("azure"), List.of("westeurope"), false, Optional.empty());
    PriceBook book = Samples.book();

    assertEquals(2_628_000, running(west, 5, book), 1);
    assertEquals(2_628_000 * (1 - Math.exp(-0.002 * 301)), running(west, 0.002, book), 10);
  }

  /// vCPU-seconds of a month at Container Apps.
  private static double running(Where where, double rate, PriceBook book) throws ProblemException {
    Candidate offer =
        Estimator.candidates(request(List.of("docker"), where).with(steady(rate)), book).stream()
            .filter(c -> c.service().equals("container-apps"))
            .findFirst()
            .orElseThrow();
    assertEquals(1, offer.vcpu());
    return line(offer, "Container Apps vCPU while running").quantity();
  }

  @Test
  void kserveIsReachedByTheClustersOwnGateway() throws ProblemException {
    Candidate chosen =
        Estimator.estimate(request(List.of("kserve"), Where.UNSTATED), Samples.book())
            .chosen()
            .orElseThrow();

    assertFalse(charges(chosen).contains("load balancer"), charges(chosen).toString());
    assertFalse(charges(chosen).contains("traffic to the internet"), charges(chosen).toString());
    assertTrue(
        chosen
            .apart()
            .contains(
                "a load balancer: the bundle has none, since KServe's own gateway leads to the"
                    + " service; about 16.43 USD a month"),
        chosen.apart().toString());
  }

  @Test
  void aLoadBalancerMayNeedAUnitForEvery25CallersASecond() throws ProblemException {
    Where home = new Where(Optional.of("aws"), List.of("us-east-1"), false, Optional.empty());

    Candidate ecs =
        Estimator.estimate(
                request(List.of("ecs"), home).with(steady(800)).withLatency(List.of()),
                Samples.book())
            .chosen()
            .orElseThrow();

    CostRange capacity = line(ecs, "load balancer capacity").month();
    // 2,500 bytes a request: 5,256 GB a month at 0.008 USD; at the most 1,000 / 25 = 40 units
    assertEquals(Money.usd("42.05"), capacity.likely());
    assertEquals(Money.usd("233.60"), capacity.high());
    assertTrue(
        ecs.notes()
            .contains(
                "callers that do not keep connections open need 40 capacity units of the load"
                    + " balancer: the high end of the range"),
        ecs.notes().toString());
  }

  @Test
  void fargateIsPricedInSizesThatThereAre() throws ProblemException {
    Where home = new Where(Optional.of("aws"), List.of("us-east-1"), false, Optional.empty());
    EstimateRequest request = request(List.of("ecs"), home);
    Workload usual = request.workload();
    Workload large =
        new Workload(
            usual.times(),
            1,
            usual.samplingSpread(),
            usual.cpu(),
            usual.serving(),
            usual.socket(),
            8,
            Bytes.mebibytes(17_000),
            usual.image(),
            usual.start(),
            usual.origin(),
            List.of(),
            usual.badge(),
            usual.inputs());

    Set<String> types =
        Set.copyOf(
            Estimator.candidates(
                    new EstimateRequest(
                        large,
                        request.traffic(),
                        List.of(),
                        Optional.empty(),
                        request.scope().atHome(),
                        request.assumptions()),
                    Samples.book())
                .stream()
                .map(Candidate::type)
                .toList());

    assertEquals(Set.of("8 vCPU, 20 GB"), types);
  }

  /// With a budget a cent below what it costs.
  private static EstimateRequest poor(double rate) throws ProblemException {
    EstimateRequest asked =
        request(List.of("kubernetes"), Where.UNSTATED).withLatency(List.of()).with(steady(rate));
    Money now = Estimator.cheapest(asked, Samples.book()).orElseThrow().month().likely();
    return new EstimateRequest(
        asked.workload(),
        asked.traffic(),
        asked.latency(),
        Optional.of(now.plus(Money.usd("-0.01"))),
        asked.scope(),
        asked.assumptions());
  }

  @Test
  void twoZonesAreAdvisedWhereTheFleetThatIsPricedHasTwo() throws ProblemException {
    PriceBook book = Samples.book();
    for (double rate : new double[] {0.01, 20, 800}) {
      EstimateRequest asked = poor(rate);
      Estimate estimate = Estimator.estimate(asked, book);
      EstimateRequest two = asked.with(asked.assumptions().withZones(2));
      Candidate fewer = Estimator.choose(Estimator.candidates(two, book), two).orElseThrow();
      Money now = estimate.chosen().orElseThrow().month().likely();

      assertEquals(
          fewer.fleet().orElseThrow().zones() == 2 && fewer.month().likely().compareTo(now) < 0,
          estimate.relax().stream().anyMatch(way -> way.startsWith("two zones")),
          rate + " a second: " + fewer.fleet() + estimate.relax());
    }
  }

  /// A batch that takes longer than the days of a month would never end.
  @Test
  void aBatchNamesAsManyMachinesAsEndItWithinTheDay() throws ProblemException {
    PriceBook book = Samples.book();
    Pattern batch =
        Pattern.compile(
            "batch instead of a service, once a day on (\\S+) (\\S+) alone: (\\S+) USD.*");
    int several = 0;
    List<String> ways = new ArrayList<>();
    for (double rate : new double[] {0.01, 20, 800, 5_000, 20_000, 80_000}) {
      for (String way : Estimator.estimate(poor(rate), book).relax()) {
        ways.add(rate + " a second: " + way);
        Matcher found = batch.matcher(way);
        if (found.matches()) {
          int machines = found.group(1).equals("one") ? 1 : Integer.parseInt(found.group(1));
          double hour =
              book.machines().values().stream()
                  .filter(m -> m.key().equals("aws/us-east-1/" + found.group(2)))
                  .flatMap(m -> book.hour(m).stream())
                  .findFirst()
                  .orElseThrow()
                  .each()
                  .amount()
                  .doubleValue();
          double paid = Double.parseDouble(found.group(3).replace(",", ""));
          assertTrue(paid <= machines * 730 * hour + 0.01, rate + " a second: " + way);
          several += machines > 1 ? 1 : 0;
        }
      }
    }
    assertTrue(several > 0, "no batch that takes more than one machine was looked at: " + ways);
  }

  @Test
  void aCloudOfTheUsersOwnRunsWhereItHasPrices() throws ProblemException {
    PriceBook mine =
        Samples.book()
            .overlay(
                Map.of(
                    "instances.csv",
                    "cloud,region,instance_type,category,vcpu,memory_gib,arch,cpu_model,"
                        + "cpu_generation,threads_per_core,gpu_count,gpu_model,"
                        + "gpu_memory_gib_total,price_usd_hour_on_demand,price_usd_hour_spot,"
                        + "spot_saving_pct_advisor,spot_interruption_band,as_of,spot_as_of,source,"
                        + "spot_source,note\n"
                        + "hetzner,fsn1,ccx13,general,2,8,x86_64,,,2,,,,0.02,,,,2026-10-01,,own,,"
                        + "\n"));
    Where hetzner = new Where(Optional.of("hetzner"), List.of(), false, Optional.empty());
    EstimateRequest request = request(List.of("kubernetes"), hetzner).withLatency(List.of());

    request.scope().require(mine);
    Candidate chosen = Estimator.cheapest(request, mine).orElseThrow();

    assertEquals(
        "hetzner fsn1 ccx13", chosen.cloud() + " " + chosen.region() + " " + chosen.type());
  }

  @Test
  void aDiscountIsTakenOffReservationsToo() throws ProblemException {
    PriceBook book = Samples.book();
    PriceBook mine =
        book.overlay(
            Map.of("discounts.csv", "cloud,service,discount_pct,source\naws,vm,25,contract 7\n"));

    assertEquals(
        reserved(book).times(new BigDecimal("0.75")).rounded(4), reserved(mine).rounded(4));
  }

  private static Money reserved(PriceBook book) {
    return book.machines().values().stream()
        .filter(m -> m.key().equals("aws/us-east-1/m5.large"))
        .flatMap(m -> book.commitments(m).stream())
        .findFirst()
        .orElseThrow()
        .price()
        .each();
  }
}
