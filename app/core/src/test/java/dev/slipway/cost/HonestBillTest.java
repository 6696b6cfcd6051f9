// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import dev.slipway.request.InputSizes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A bill holds what the bundle makes one pay for where the user wants it to run, and says what it
/// leaves out.
final class HonestBillTest {

  private static Project project(List<String> targets, Where where, String entry) {
    return Samples.project()
        .released(
            new Project.Release(
                Optional.empty(),
                targets,
                Map.of("kubernetes", Map.of("entry", entry)),
                Optional.empty(),
                where,
                Access.UNSTATED));
  }

  private static Project project(Map<String, Map<String, Object>> options, String... targets) {
    return Samples.project()
        .released(new Project.Release(Optional.empty(), List.of(targets), options));
  }

  private static Where where(String cloud, String... regions) {
    return new Where(Optional.of(cloud), List.of(regions), false, Optional.empty());
  }

  private static Estimate estimate(Project project) throws ProblemException {
    PriceBook book = Samples.book();
    return Estimator.estimate(EstimateRequest.of(Samples.workload(book), project), book);
  }

  private static List<String> charges(Estimate estimate) {
    return estimate.chosen().orElseThrow().lines().stream().map(Candidate.Line::what).toList();
  }

  @Test
  void runsWhereReleaseWhereSaysAndNamesWhatCostsLessElsewhere() throws ProblemException {
    Estimate estimate =
        estimate(project(List.of("kubernetes"), where("gcp", "europe-west3"), "none"));
    Candidate chosen = estimate.chosen().orElseThrow();

    assertEquals("gcp europe-west3", chosen.cloud() + " " + chosen.region());
    assertTrue(
        estimate.passedOver().stream()
            .anyMatch(why -> why.contains("not in gcp europe-west3, where release.where wants it")),
        estimate.passedOver().toString());
    Estimate tasks = estimate(project(List.of("ecs"), where("aws", "eu-central-1"), "none"));
    assertTrue(
        tasks.passedOver().stream()
            .anyMatch(why -> why.contains("the bundle's tasks of ECS are for x86_64 alone")),
        tasks.passedOver().toString());
  }

  @Test
  void choosesOnlyWhatTheBundleIsForAndSaysWhereThatWasNotMeasured() throws ProblemException {
    Estimate both = estimate(project(Map.of(), "kubernetes"));
    Estimate arm =
        estimate(project(Map.of("docker", Map.of("architectures", "arm64")), "kubernetes"));
    Estimate intel =
        estimate(project(Map.of("docker", Map.of("architectures", "amd64")), "kubernetes"));
    Estimate tasks = estimate(project(Map.of("ecs", Map.of("architecture", "ARM64")), "ecs"));

    assertEquals("x86_64", both.chosen().orElseThrow().architecture());
    assertTrue(
        both.notes()
            .contains(
                "arm64 types are shown, and not chosen: the speed was measured on x86_64, not on"
                    + " arm64"),
        both.notes().toString());
    assertEquals("arm64", arm.chosen().orElseThrow().architecture());
    String basis =
        "the bundle is for arm64 alone, and the speed was measured on x86_64: what is chosen"
            + " follows from a published index across instruction sets; a profile made on arm64"
            + " says more";
    assertTrue(arm.notes().contains(basis), arm.notes().toString());
    assertEquals("x86_64", intel.chosen().orElseThrow().architecture());
    assertTrue(
        intel
            .notes()
            .contains("arm64 types are shown, and not chosen: the bundle is for x86_64 alone"),
        intel.notes().toString());
    assertEquals("arm64", tasks.chosen().orElseThrow().architecture());
    assertTrue(
        tasks
            .notes()
            .contains(basis.replace("the bundle is for", "the bundle's tasks of ECS are for")),
        tasks.notes().toString());
  }

  /// Its template asks for the stated processor, whatever is exported beside it.
  @Test
  void ofKubernetesAndEcsEachIsPricedForTheProcessorThatShips() throws ProblemException {
    Map<String, Map<String, Object>> stated = Map.of("ecs", Map.of("architecture", "ARM64"));
    PriceBook book = Samples.book();
    EstimateRequest request =
        EstimateRequest.of(Samples.workload(book), project(stated, "kubernetes", "ecs"));
    Estimate both = Estimator.estimate(request, book);
    Candidate nodes = estimate(project(stated, "kubernetes")).chosen().orElseThrow();

    assertEquals(
        Set.of("vm x86_64", "fargate arm64"),
        both.candidates().stream()
            .filter(request.scope()::deployable)
            .map(offer -> offer.service() + " " + offer.architecture())
            .collect(Collectors.toSet()));
    Candidate tasks = both.chosen().orElseThrow();
    assertEquals("fargate arm64", tasks.service() + " " + tasks.architecture());
    assertTrue(
        both.notes()
            .contains(
                "both are exported, Kubernetes and ECS; the price is of ECS alone, and of"
                    + " Kubernetes it would be %s a month (%s)"
                        .formatted(nodes.month().text(), nodes.offer())),
        both.notes().toString());
    assertTrue(
        both.notes()
            .contains(
                "arm64 types are shown, and not chosen: the speed was measured on x86_64, not on"
                    + " arm64"),
        both.notes().toString());
    assertTrue(
        both.notes().stream().anyMatch(note -> note.startsWith("the bundle's tasks of ECS are")),
        both.notes().toString());
  }

  /// Their template says so where nothing is stated.
  @Test
  void tasksAreForX86UnlessStatedWhateverWasMeasured() throws ProblemException {
    Project.Release unstated = project(Map.of(), "ecs").release();
    Project.Release stated =
        project(Map.of("ecs", Map.of("architecture", "ARM64")), "ecs").release();

    assertEquals(Set.of("x86_64"), Processors.of(unstated, "arm64").choosable("fargate"));
    assertEquals(Set.of("x86_64"), Processors.of(unstated, "x86_64").choosable("fargate"));
    assertEquals(Set.of("arm64"), Processors.of(stated, "x86_64").choosable("fargate"));
  }

  @Test
  void anyOfSeveralRegionsMayBeChosenAndNoOther() throws ProblemException {
    Project both =
        project(List.of("kubernetes"), where("aws", "ap-southeast-1", "eu-central-1"), "none");
    Project fargateOnGoogle = project(List.of("ecs"), where("gcp", "europe-west1"), "none");

    assertEquals("eu-central-1", estimate(both).chosen().orElseThrow().region());
    assertEquals(Optional.empty(), estimate(fargateOnGoogle).chosen());
  }

  @Test
  void aRegionWithoutAnyPriceIsRefusedWithThoseThatHaveSome() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest request =
        EstimateRequest.of(
            Samples.workload(book), project(List.of("kubernetes"), where("aws", "mars-1"), "none"));

    ProblemException refused =
        assertThrows(ProblemException.class, () -> request.scope().require(book));

    assertEquals("prices.unknown-region", refused.problem().code().id());
    assertTrue(refused.problem().why().contains("azure southeastasia"), refused.problem().why());
  }

  @Test
  void pricesNoLoadBalancerThatTheBundleDoesNotHold() throws ProblemException {
    Estimate within = estimate(project(List.of("kubernetes"), Where.UNSTATED, "none"));
    Estimate outside = estimate(project(List.of("kubernetes"), Where.UNSTATED, "ingress"));
    Estimate ecs = estimate(project(List.of("ecs"), Where.UNSTATED, "none"));

    assertTrue(!charges(within).contains("load balancer"), charges(within).toString());
    assertTrue(
        within
            .exclusions()
            .contains(
                "a load balancer: the bundle has none, since release.options.kubernetes.entry is"
                    + " none; about 16.43 USD a month"),
        within.exclusions().toString());
    assertTrue(charges(outside).contains("load balancer"), charges(outside).toString());
    assertTrue(charges(outside).contains("traffic to the internet"), charges(outside).toString());
    assertTrue(charges(ecs).contains("load balancer"), charges(ecs).toString());
    assertTrue(!charges(ecs).contains("traffic to the internet"), charges(ecs).toString());
  }

  @Test
  void chargesForTheNetworkUnlessItIsThereAlready() throws ProblemException {
    Estimate own = estimate(project(List.of("kubernetes"), Where.UNSTATED, "none"));
    Estimate shared =
        estimate(
            project(
                List.of("kubernetes"),
                new Where(Optional.of("aws"), List.of(), true, Optional.empty()),
                "none"));

    assertTrue(
        charges(own)
            .containsAll(
                List.of(
                    "EKS control plane",
                    "NAT gateway",
                    "public IPv4 addresses",
                    "traffic between zones",
                    "registry",
                    "node disks")),
        charges(own).toString());
    CostRange nat =
        own.chosen().orElseThrow().lines().stream()
            .filter(line -> line.what().equals("NAT gateway"))
            .findFirst()
            .orElseThrow()
            .month();
    // none, one, or one in each zone
    assertEquals(
        new CostRange(Money.usd("0.00"), Money.usd("32.85"), Money.usd("98.55"), false), nat);
    assertEquals(
        List.of("traffic between zones", "registry", "node disks"),
        charges(shared).subList(0, 3),
        "the cluster and its way out are paid for already");
  }

  @Test
  void picturesAreChargedAsWhatTheyWeigh() throws ProblemException {
    PriceBook book = Samples.book();
    Workload usual = Samples.workload(book);
    Workload pictures =
        new Workload(
            usual.times(),
            1,
            usual.samplingSpread(),
            usual.cpu(),
            usual.serving(),
            usual.socket(),
            usual.threads(),
            usual.memory(),
            usual.image(),
            usual.start(),
            usual.origin(),
            List.of(),
            usual.badge(),
            new InputSizes(
                InputSizes.Basis.GOLDEN, "image 1×3×224×224", 150_528, new Bytes(3_763_456)));
    EstimateRequest request =
        EstimateRequest.of(pictures, Samples.objectives(0.999))
            .with(new Traffic(new Rate(5), new Rate(5), LoadShape.FLAT));

    CostRange capacity =
        Estimator.candidates(request, book).stream()
            .filter(c -> c.type().equals("m6i.large"))
            .flatMap(c -> c.lines().stream())
            .filter(line -> line.what().equals("load balancer capacity"))
            .findFirst()
            .orElseThrow()
            .month();

    // 13.14 million a month of 1.25 MB, at the most 16.4 million of 3.76 MB, at 0.008 USD a GB
    assertEquals(Money.usd("131.92"), capacity.likely());
    assertEquals(Money.usd("494.58"), capacity.high());
  }

  @Test
  void toFitABudgetNamesWhatHelpsTheCheapestFirst() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest rare =
        EstimateRequest.of(
                Samples.workload(book), project(List.of("kubernetes"), Where.UNSTATED, "none"))
            .with(new Traffic(new Rate(0.01), new Rate(0.01), LoadShape.FLAT));
    Money now = Estimator.cheapest(limited(rare, "1"), book).orElseThrow().month().likely();

    List<String> relax = Estimator.estimate(limited(rare, "50"), book).relax();

    assertTrue(relax.getFirst().contains("instead of Kubernetes nodes"), relax.toString());
    String run = relax.stream().filter(r -> r.startsWith("Cloud Run")).findFirst().orElseThrow();
    assertTrue(run.endsWith("a month, within the budget"), run);
    int batch = place(relax, "batch instead of a service");
    assertTrue(place(relax, "Cloud Run") < batch, relax.toString());
    assertTrue(relax.getLast().endsWith("instead of 50.00 USD"), relax.toString());
    List<String> close =
        Estimator.estimate(limited(rare, now.plus(Money.usd("-0.01")).amount().toString()), book)
            .relax();
    assertTrue(
        place(close, "batch instead of a service") < place(close, "a profile made on arm64"),
        close.toString());
  }

  private static EstimateRequest limited(EstimateRequest asked, String budget) {
    return new EstimateRequest(
        asked.workload(),
        asked.traffic(),
        List.of(),
        Optional.of(Money.usd(budget)),
        asked.scope(),
        asked.assumptions());
  }

  private static int place(List<String> relax, String start) {
    for (int i = 0; i < relax.size(); i++) {
      if (relax.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new AssertionError(start + " is not in " + relax);
  }

  @Test
  void fargateStartsAtAQuarterOfAVcpuWhereNoLimitIsTighterThanItsStalls() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest limited =
        EstimateRequest.of(Samples.workload(book), project(List.of("ecs"), Where.UNSTATED, "none"));
    EstimateRequest free = limited.withLatency(List.of());

    assertEquals(0.25, Estimator.estimate(free, book).chosen().orElseThrow().vcpu());
    assertEquals(1, Estimator.estimate(limited, book).chosen().orElseThrow().vcpu());
  }

  @Test
  void reservesWhatAlwaysRunsAndPaysTheRestOnDemand() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest request = Samples.request(book).with(LONG);

    Candidate reserved =
        Estimator.candidates(request, book).stream()
            .filter(c -> c.type().equals("m5.large"))
            .findFirst()
            .orElseThrow();

    Candidate.Line kept =
        reserved.lines().stream()
            .filter(line -> line.what().equals("nodes m5.large, reserved for 1 year"))
            .findFirst()
            .orElseThrow();
    assertTrue(kept.quantity() >= 2 * 730, kept.toString());
    assertEquals(
        book.commitments(
                book.machines().values().stream()
                    .filter(m -> m.key().equals("aws/us-east-1/m5.large"))
                    .findFirst()
                    .orElseThrow())
            .getFirst()
            .price()
            .each()
            .times(java.math.BigDecimal.valueOf(kept.quantity()))
            .rounded(2),
        kept.month().likely());
  }

  private static final Scope LONG =
      new Scope(
          List.of(Scope.USUAL_HOME),
          List.of(),
          Set.of("vm"),
          Processors.only("x86_64"),
          new Scope.Terms(Scope.Way.CLUSTER, true, false, Optional.of("1 year"), 0));
}
