// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Estimator;
import dev.slipway.cost.Fleet;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.Samples;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.Project;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.request.InputSizes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What somebody sets in place of the plan's own values, and what of it cannot work.
final class ByHandTest {

  private static final String NOTE = "Ana: the night batch is not in the traffic";
  private static final ModelFacts MODEL =
      new ModelFacts(
          new Bytes(20_000_000),
          new InputSizes(InputSizes.Basis.MODEL, "x 1×6", 6, new Bytes(144)),
          true,
          0);

  /// A plan with what it was made from.
  private record Made(PlanRequest request, Plan plan, Candidate chosen) {
    Fleet fleet() {
      return chosen.fleet().orElseThrow();
    }

    double month() {
      return chosen.month().likely().amount().doubleValue();
    }

    SortedMap<Settable, Problem> refused() {
      return HandRules.refused(request, plan);
    }
  }

  private static Made made(Map<Settable, String> values) throws ProblemException {
    return made(Samples.project(), values);
  }

  private static Made made(Project project, Map<Settable, String> values) throws ProblemException {
    PriceBook book = Samples.book();
    SortedMap<Settable, SetByHand> set = new TreeMap<>();
    values.forEach((which, value) -> set.put(which, new SetByHand(new BigDecimal(value), NOTE)));
    Plan own = Planner.plan(request(project, book));
    PlanRequest request = request(project.with(set), book);
    return new Made(request, Planner.plan(request, own), request.chosen().orElseThrow());
  }

  private static PlanRequest request(Project project, PriceBook book) {
    Optional<Candidate> chosen =
        Estimator.cheapest(EstimateRequest.of(Samples.workload(book), project), book);
    return PlanRequest.of(project, MODEL, Samples.profile(), chosen);
  }

  @Test
  void standsInPlaceOfThePlansOwnAndSaysBoth() throws ProblemException {
    Made own = made(Map.of());
    Made set = made(Map.of(Settable.QUEUE, "99"));

    Choice<Integer> planned = own.plan().choice(PlanKeys.QUEUE);
    assertEquals(
        new Choice<>(
            99,
            Basis.SET_BY_HAND,
            NOTE + "; the plan said " + planned.value() + " requests (" + planned.reason() + ")"),
        set.plan().choice(PlanKeys.QUEUE));
    assertTrue(
        set.plan().choice(PlanKeys.QUEUE).reason().startsWith("set by hand: " + NOTE),
        set.plan().choice(PlanKeys.QUEUE).reason());
    assertEquals(49, set.plan().value(PlanKeys.SATURATION_QUEUE), "the alert follows");
    assertEquals(Map.of(), set.refused());
  }

  /// One fleet is planned, priced, scaled and alerted on.
  @Test
  void morePricesMoreAndDisruptionsFollow() throws ProblemException {
    Made own = made(Map.of());
    Made set = made(Map.of(Settable.REPLICAS_MIN, "60"));

    assertEquals(60, set.fleet().fewest());
    assertEquals("replicas.min as set by hand", set.chosen().binding());
    assertTrue(
        set.plan()
            .choice(PlanKeys.REPLICAS_MAX)
            .reason()
            .contains("there are 60 replicas (replicas.min as set by hand decides)"),
        set.plan().choice(PlanKeys.REPLICAS_MAX).reason());
    assertEquals(60, set.plan().value(PlanKeys.REPLICAS_MIN));
    assertEquals(15, set.plan().value(PlanKeys.MAX_UNAVAILABLE));
    assertTrue(set.month() > own.month(), set.month() + " against " + own.month());
    assertEquals(Map.of(), set.refused());
  }

  @Test
  void memoryOfAReplicaReachesTheMachinesAndTheLimitsWithin() throws ProblemException {
    Made set = made(Map.of(Settable.MEMORY_LIMIT, "1500"));

    assertEquals(Bytes.mebibytes(1500), set.fleet().replica().size().memory());
    assertEquals(1500, set.plan().value(PlanKeys.MEMORY_REQUEST));
    assertEquals(Basis.RULE, set.plan().choice(PlanKeys.MEMORY_REQUEST).basis());
    assertTrue(
        set.plan().choice(PlanKeys.HEAP_PERCENT).because().contains("600 MiB of 1,500 MiB"),
        set.plan().choice(PlanKeys.HEAP_PERCENT).because());
  }

  @Test
  void eachIsAKeyOfThePlanAndMayBeSetToWhatItIs() throws ProblemException {
    Plan own = made(Map.of()).plan();
    Map<Settable, String> values = new TreeMap<>();
    for (Settable each : Settable.values()) {
      assertEquals(each.key(), ByHand.key(each).name());
      values.put(each, String.valueOf(own.choice(ByHand.key(each)).written()));
    }

    Made same = made(values);

    for (Settable each : Settable.values()) {
      Choice<?> choice = same.plan().choice(ByHand.key(each));
      assertEquals(own.choice(ByHand.key(each)).value(), choice.value());
      assertTrue(choice.because().contains("the plan says the same"), choice.because());
    }
    assertEquals(Map.of(), same.refused());
  }

  @Test
  void areRefusedWhereTheyCannotWork() throws ProblemException {
    Map<Settable, String> values = new TreeMap<>();
    values.put(Settable.CPU_REQUEST, "1001");
    values.put(Settable.MEMORY_LIMIT, "64");
    values.put(Settable.DEADLINE, "1");
    values.put(Settable.GRACE, "2");
    values.put(Settable.STARTUP_FAILURES, "1");
    values.put(Settable.METRICS_RETENTION, "29");
    values.put(Settable.DRIFT_WARN, "0.5");
    values.put(Settable.SATURATION_QUEUE, "60000");

    SortedMap<Settable, Problem> refused = made(values).refused();

    assertEquals(values.keySet(), refused.keySet());
    assertEquals(
        """
        resources.cpu-request cannot be 1001 millicores: a replica cannot ask for more CPU than its limit of 1000 millicores
        resources.memory-limit cannot be 64 MiB: the model of 20 MB and the runtime do not fit beside the heap
        runtime.deadline cannot be 1 ms: a request takes 1.37 ms, so a deadline of 1 ms ends most of them
        probes.startup-failures cannot be 1: a replica starts in
        termination.grace cannot be 2 s: a replica drains for up to 7500 ms, and would be killed after 2 s
        alerts.saturation-queue cannot be 60000 requests: no more than
        metrics.retention cannot be 29 days: the error budget is counted over 30 days
        drift.warn cannot be 0.5 PSI: drift would open a ticket (0.2) before it is shown (0.5)
        """,
        refused.values().stream()
            .map(Problem::what)
            .map(what -> what.replaceFirst("(starts in|no more than) .*", "$1"))
            .collect(Collectors.joining("\n", "", "\n")));
  }

  private static Project busy() {
    return Samples.project()
        .with(
            Samples.objectives(0.999)
                .with(new Traffic(new Rate(5_000), new Rate(20_000), LoadShape.BURSTY)));
  }

  @Test
  void tooFewReplicasAreRefusedAndToldBesideTheOwnValue() throws ProblemException {
    Made own = made(busy(), Map.of());
    Made set = made(busy(), Map.of(Settable.REPLICAS_MIN, "2", Settable.REPLICAS_MAX, "3"));

    assertEquals(Set.of(Settable.REPLICAS_MIN, Settable.REPLICAS_MAX), set.refused().keySet());
    Plan told = ByHand.telling(own.plan(), set.request().project().byHand(), set.refused());
    Choice<Integer> choice = told.choice(PlanKeys.REPLICAS_MAX);
    assertEquals(own.plan().value(PlanKeys.REPLICAS_MAX), choice.value());
    assertTrue(
        choice
            .because()
            .startsWith(
                "slipway.yaml sets 3 by hand (%s), which is refused: replicas.max cannot be 3: the stated peak needs"
                    .formatted(NOTE)),
        choice.because());
    assertEquals(own.plan().choice(PlanKeys.QUEUE), told.choice(PlanKeys.QUEUE));
  }

  /// Of the fleets that hold, one with fewer replicas serves the peak, too.
  @Test
  void aFleetIsChosenThatDoesWithTheReplicasThatAreSet() throws ProblemException {
    Made own = made(busy(), Map.of());
    int most = made(busy(), Map.of(Settable.REPLICAS_MAX, "2")).fleet().atPeak();
    int least = made(busy(), Map.of(Settable.REPLICAS_MIN, "2")).fleet().fewest();

    Made set = made(busy(), Map.of(Settable.REPLICAS_MAX, String.valueOf(most)));
    Made fewer = made(busy(), Map.of(Settable.REPLICAS_MAX, String.valueOf(most - 1)));
    Made always = made(busy(), Map.of(Settable.REPLICAS_MIN, String.valueOf(least)));

    assertTrue(most < own.fleet().atPeak(), most + " against " + own.fleet().atPeak());
    assertEquals(Map.of(), set.refused());
    assertEquals(most, set.plan().value(PlanKeys.REPLICAS_MAX));
    assertEquals(
        Map.of(
            Settable.REPLICAS_MAX,
            "replicas.max cannot be %d: the stated peak needs at least %d replicas"
                .formatted(most - 1, most)),
        whats(fewer.refused()));
    assertEquals(Map.of(), always.refused());
  }

  @Test
  void reasonsOfOthersSayWhatHoldsThen() throws ProblemException {
    Plan plan =
        made(Map.of(Settable.READINESS_FAILURES, "3", Settable.LIVENESS_PERIOD, "20")).plan();

    assertEquals(
        "the probe asks every 5 s, often enough to take a replica out within 15 s",
        plan.choice(PlanKeys.READINESS_PERIOD).because());
    assertEquals(
        "a replica restarts after 120 s without an answer, and gets no requests after 15 s; load"
            + " alone must not restart it",
        plan.choice(PlanKeys.LIVENESS_FAILURES).because());
    assertEquals(
        "the probe asks every 10 s, because a restart is the last resort",
        made(Map.of(Settable.READINESS_PERIOD, "20"))
            .plan()
            .choice(PlanKeys.LIVENESS_PERIOD)
            .because());
  }

  /// Where nothing that has a price will do.
  private static Map<Settable, String> refusedWithoutOffer(
      Project project, Map<Settable, String> values) {
    SortedMap<Settable, SetByHand> set = new TreeMap<>();
    values.forEach((which, value) -> set.put(which, new SetByHand(new BigDecimal(value), NOTE)));
    PlanRequest own = PlanRequest.of(project, MODEL, Samples.profile(), Optional.empty());
    PlanRequest request =
        PlanRequest.of(project.with(set), MODEL, Samples.profile(), Optional.empty());
    return whats(HandRules.refused(request, Planner.plan(request, Planner.plan(own))));
  }

  private static Map<Settable, String> whats(SortedMap<Settable, Problem> refused) {
    Map<Settable, String> whats = new TreeMap<>();
    refused.forEach((which, problem) -> whats.put(which, problem.what()));
    return whats;
  }

  @Test
  void replicasAreJudgedWhereNoOfferWasChosenToo() {
    assertEquals(
        Map.of(
            Settable.REPLICAS_MAX,
            "replicas.max cannot be 3: at least 50 replicas and at most 3 do not go together"),
        refusedWithoutOffer(
            Samples.project(), Map.of(Settable.REPLICAS_MIN, "50", Settable.REPLICAS_MAX, "3")));
    assertEquals(
        Set.of(Settable.REPLICAS_MIN, Settable.REPLICAS_MAX),
        refusedWithoutOffer(busy(), Map.of(Settable.REPLICAS_MIN, "2", Settable.REPLICAS_MAX, "3"))
            .keySet());
    assertEquals(
        Map.of(), refusedWithoutOffer(Samples.project(), Map.of(Settable.REPLICAS_MIN, "50")));
  }

  @Test
  void theHeapHoldsTwoRequestsOfTheLimit() throws ProblemException {
    Map<Settable, String> set = new TreeMap<>();
    set.put(Settable.MEMORY_LIMIT, "512");
    set.put(Settable.HEAP_PERCENT, "50");
    set.put(Settable.REQUEST_LIMIT, "131073");
    Made more = made(set);
    set.put(Settable.REQUEST_LIMIT, "131072");
    Made most = made(set);

    assertEquals(
        Map.of(
            Settable.REQUEST_LIMIT,
            "runtime.request-limit cannot be 131073 KiB: the heap of 256 MiB does not hold two"
                + " requests of 131073 KiB"),
        whats(more.refused()));
    assertEquals(Map.of(), most.refused());
    assertEquals(131_072, most.plan().value(PlanKeys.RECEIVE_MEMORY), "half of the heap");
  }

  @Test
  void aDrainLastsAsLongAsARequestMay() throws ProblemException {
    Made shorter = made(Map.of(Settable.DRAIN_TIMEOUT, "299", Settable.DEADLINE, "300"));
    Made same = made(Map.of(Settable.DRAIN_TIMEOUT, "300", Settable.DEADLINE, "300"));

    assertEquals(
        Map.of(
            Settable.DRAIN_TIMEOUT,
            "runtime.drain-timeout cannot be 299 ms: a request may take until its deadline of 300"
                + " ms, and a drain waits 299 ms for it"),
        whats(shorter.refused()));
    assertEquals(Map.of(), same.refused());
  }

  /// It fires when more wait than it says, and no more wait than the queue is long.
  @Test
  void theAlertOnTheQueueCanFireHoweverShortTheQueueIs() throws ProblemException {
    for (int queue : new int[] {2, 3, 4, 5}) {
      Made made = made(Map.of(Settable.QUEUE, String.valueOf(queue)));
      assertEquals(Map.of(), made.refused());
      assertTrue(made.plan().value(PlanKeys.SATURATION_QUEUE) < queue, "a queue of " + queue);
    }
    Made never = made(Map.of(Settable.QUEUE, "8", Settable.SATURATION_QUEUE, "8"));
    Made last = made(Map.of(Settable.QUEUE, "8", Settable.SATURATION_QUEUE, "7"));
    assertEquals(
        Map.of(
            Settable.SATURATION_QUEUE,
            "alerts.saturation-queue cannot be 8 requests: no more than 8 requests ever wait"),
        whats(never.refused()));
    assertEquals(Map.of(), last.refused());
  }

  @Test
  void theSchemaNamesEachAndNoOther() throws Exception {
    JsonNode schema =
        new JsonMapper()
            .readTree(
                Path.of(System.getProperty("slipway.root", "../.."))
                    .resolve("docs/slipway.schema.json")
                    .toFile());
    JsonNode names = schema.at("/properties/plan/properties/overrides/propertyNames/enum");

    assertEquals(
        Arrays.stream(Settable.values()).map(Settable::key).toList(),
        names.valueStream().map(JsonNode::asText).collect(Collectors.toList()));
  }
}
