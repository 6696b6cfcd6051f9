// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.cost.Assumptions;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Estimator;
import dev.slipway.cost.Fleet;
import dev.slipway.cost.Samples;
import dev.slipway.cost.Workload;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Project;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlannerTest {

  private static final ModelFacts MODEL = new ModelFacts(new Bytes(20_000), sizes(6), true, 0);

  private static InputSizes sizes(int values) {
    return new InputSizes(InputSizes.Basis.MODEL, "x 1×" + values, values, new Bytes(24L * values));
  }

  private static Plan plan(Project project) {
    return Planner.plan(PlanRequest.of(project, MODEL, Samples.profile(), Optional.empty()));
  }

  private static PlanRequest unmeasured(Project project) {
    return new PlanRequest(
        project,
        MODEL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Assumptions.USUAL,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void choosesEveryKeyWithAReason() {
    Plan plan = plan(Samples.project());

    assertEquals(PlanKeys.ALL, List.copyOf(plan.choices().keySet()));
    plan.choices()
        .forEach((key, choice) ->
            assertTrue(choice.because().length() > 15, key.name() + ": " + choice.because()));
  }

  @Test
  void saysWhichObjectiveAndWhichMeasurement() {
    Choice<Duration> latency = plan(Samples.project()).choice(PlanKeys.SLO_LATENCY);

    assertEquals(
        new Choice<>(
            Duration.ofMillis(25),
            Basis.OBJECTIVE,
            "p99 of 25 ms is your objective; measured 1.9 ms at 120/s (n=3,600) on this machine"),
        latency);
  }

  @Test
  void givesWholeCoresForThreadsAndAsksForWhatIsUsed() {
    Plan plan = plan(Samples.project());

    assertEquals(1, plan.value(PlanKeys.THREADS));
    assertEquals(1000, plan.value(PlanKeys.CPU_LIMIT));
    // 60/s at peak on each of two, 1.35 ms of CPU each, divided by 60 % × 50 % ÷ 1.2
    assertEquals(350, plan.value(PlanKeys.CPU_REQUEST));
    assertEquals(25, plan.value(PlanKeys.CPU_TARGET));
  }

  @Test
  void keepsTheMemoryFloor() {
    Plan plan = plan(Samples.project());

    assertEquals(256, plan.value(PlanKeys.MEMORY_LIMIT));
    assertEquals(Basis.RULE, plan.choice(PlanKeys.MEMORY_LIMIT).basis());
  }

  @Test
  void leavesTimeToAnswerWhatIsInHandBeforeTheKill() {
    Plan plan = plan(Samples.project());

    assertEquals(100, plan.value(PlanKeys.DEADLINE));
    int drain =
        plan.value(PlanKeys.DRAIN_DELAY)
            + plan.value(PlanKeys.DRAIN_LINGER)
            + plan.value(PlanKeys.DRAIN_TIMEOUT);
    assertEquals(7_500, drain);
    assertEquals(13, plan.value(PlanKeys.GRACE));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 100, 100 ms is the shortest deadline; four times the p99 limit of 10 ms is less",
    "25, 100, 100 ms is four times the p99 limit of 25 ms",
    "15000, 60000, 60 s is four times the p99 limit of 15 s",
    "20000, 60000, 60 s is the longest deadline; four times the p99 limit of 20 s is more"
  })
  void saysWhichRuleDecidedTheDeadline(int limit, int deadline, String rule) {
    Objectives stated = Samples.objectives(0.999);
    var limits = List.of(new LatencyLimit(new Percentile(99), Duration.ofMillis(limit)));
    Objectives objectives = Altered.of(stated, "latency", limits);

    assertEquals(
        new Choice<>(
            deadline,
            Basis.RULE,
            rule
                + "; a caller who has waited that long has given up, and an answer would only delay"
                + " others"),
        plan(Samples.projectWith(objectives)).choice(PlanKeys.DEADLINE));
  }

  /// The model's time alone promised a wait behind 3,895 others; serving takes 17 times as long.
  @Test
  void theQueueFollowsFromWhatServingTakes() {
    Profile profile = served(Duration.ofNanos(107_500));
    Plan plan = Planner.plan(PlanRequest.of(Samples.project(), MODEL, profile, Optional.empty()));

    assertEquals(232, plan.value(PlanKeys.QUEUE));
    assertEquals(116, plan.value(PlanKeys.SATURATION_QUEUE));
    assertTrue(
        plan.choice(PlanKeys.QUEUE).because().startsWith("one request takes 108 µs to be served"),
        plan.choice(PlanKeys.QUEUE).because());
  }

  /// One rejected request in five minutes is nobody's work; a share of them is.
  @ParameterizedTest
  @CsvSource({"0.9", "0.999", "0.99999"})
  void rejectedRequestsAreToldOfFromWhatTheObjectiveLetsFail(double availability) {
    Plan plan = plan(Samples.projectWith(Samples.objectives(availability)));
    double allowed = (1 - availability) * plan.value(PlanKeys.PEAK_RATE) * 300;

    assertEquals((int) Math.max(10, Math.ceil(allowed)), plan.value(PlanKeys.REJECTED_LEAST));
    assertTrue(
        plan.choice(PlanKeys.REJECTED_LEAST).because().contains("five minutes have"),
        plan.choice(PlanKeys.REJECTED_LEAST).because());
  }

  /// Nothing would ever be answered within the deadline.
  @Test
  void theDeadlineIsNotShorterThanServingTakes() {
    Plan plan =
        Planner.plan(
            PlanRequest.of(
                Samples.project(), MODEL, served(Duration.ofMillis(300)), Optional.empty()));

    assertEquals(600, plan.value(PlanKeys.DEADLINE));
  }

  private static Profile served(Duration mean) {
    Profile like = Samples.profile();
    Block single =
        Altered.of(like.closed(), "service", Altered.of(like.closed().service(), "mean", mean));
    return like.with(
        new ServedHere(like.open(), List.of(), Optional.empty(), single, new Rate(9_000)),
        Optional.empty());
  }

  @Test
  void makesEachLimitABoundOfTheHistogram() {
    List<String> bounds =
        Arrays.asList(
            plan(Samples.project()).value(PlanKeys.LATENCY_BUCKETS).toString().split(","));

    assertTrue(bounds.containsAll(List.of("0.01", "0.025", "0.1")), bounds.toString());
    assertEquals(bounds.stream().sorted((a, b) -> Double.compare(num(a), num(b))).toList(), bounds);
    assertEquals(Set.copyOf(bounds).size(), bounds.size());
  }

  private static double num(String text) {
    return Double.parseDouble(text);
  }

  @Test
  void marksWhatNobodyStatedOrMeasuredAsAssumed() {
    Plan plan = Planner.plan(unmeasured(Samples.projectWith(Samples.noObjectives())));

    Set<String> assumed = new TreeSet<>();
    plan.choices()
        .forEach((key, choice) -> {
          if (choice.basis() == Basis.ASSUMED) {
            assumed.add(key.name());
          }
        });
    assertTrue(
        assumed.containsAll(
            Set.of(
                "slo.latency",
                "slo.latency-share",
                "slo.availability",
                "replicas.peak-rate",
                "replicas.rate",
                "runtime.threads",
                "resources.memory-limit",
                "resources.cpu-request",
                "probes.startup-failures",
                "image.limit")),
        assumed.toString());
  }

  @Test
  void sizesFromTheChosenOffer() throws ProblemException {
    Workload workload = Workload.of(Samples.profile(), Samples.book(), Optional.empty());
    Candidate chosen =
        Estimator.estimate(EstimateRequest.of(workload, Samples.project()), Samples.book())
            .chosen()
            .orElseThrow();

    Plan plan =
        Planner.plan(
            PlanRequest.of(Samples.project(), MODEL, Samples.profile(), Optional.of(chosen)));

    assertEquals("vm", chosen.service());
    Fleet fleet = chosen.fleet().orElseThrow();
    assertEquals(2 * chosen.replicas(), plan.value(PlanKeys.REPLICAS_MAX));
    assertEquals(fleet.fewest(), plan.value(PlanKeys.REPLICAS_MIN));
    assertEquals(fleet.replica().size().millicores(), plan.value(PlanKeys.CPU_REQUEST));
    assertEquals(fleet.replica().target(), plan.value(PlanKeys.RATE_TARGET));
    assertEquals(Basis.ASSUMED, plan.choice(PlanKeys.REPLICA_RATE).basis());
    assertTrue(
        plan.choice(PlanKeys.REPLICA_RATE).because().contains(chosen.type()),
        plan.choice(PlanKeys.REPLICA_RATE).because());
    assertFalse(plan.value(PlanKeys.REPLICAS_MIN) > plan.value(PlanKeys.REPLICAS_MAX));
  }

  @Test
  void runsRequestsOneByOneWhereRowsCannotBeJoined() {
    ModelFacts fixed = new ModelFacts(new Bytes(20_000), sizes(6), false, 0);
    Plan plan =
        Planner.plan(PlanRequest.of(Samples.project(), fixed, Samples.profile(), Optional.empty()));

    assertEquals(1, plan.value(PlanKeys.BATCH_ROWS));
  }

  @Test
  void letsTheLargestRequestInWithRoomAndHoldsFourOfThem() {
    InputSizes large = sizes(3 * 640 * 640);
    Profile measured = Samples.profile();
    Plan plan =
        Planner.plan(
            PlanRequest.of(
                Samples.project(),
                new ModelFacts(new Bytes(90_000_000), large, true, 0),
                sized(measured, large),
                Optional.empty()));

    // 24 characters for each of 1,228,800 numbers, and half as much again
    assertEquals(43_200, plan.value(PlanKeys.REQUEST_LIMIT));
    int heap = plan.value(PlanKeys.MEMORY_LIMIT) * plan.value(PlanKeys.HEAP_PERCENT) / 100;
    assertTrue(heap * 1024 >= 4 * 43_200, heap + " MiB");
    assertTrue(
        plan.choice(PlanKeys.MEMORY_LIMIT).because().startsWith("4 requests of the largest size"),
        plan.choice(PlanKeys.MEMORY_LIMIT).because());
  }

  /// 256 MiB: a heap of 102 MiB, of which callers who are not answered yet have a quarter.
  @Test
  void whatCallersMayTakeFollowsFromTheMemory() {
    Plan plan = plan(Samples.project());
    long heap =
        ((long) plan.value(PlanKeys.MEMORY_LIMIT) << 20) * plan.value(PlanKeys.HEAP_PERCENT) / 100;

    assertEquals(256, plan.value(PlanKeys.MEMORY_LIMIT));
    assertEquals(heap / 4 / 1024, (long) plan.value(PlanKeys.RECEIVE_MEMORY));
    assertEquals(heap / 8 / 6144, (long) plan.value(PlanKeys.CONNECTIONS));
    assertEquals(
        "a quarter of the heap of 102 MiB, so callers who send slowly, or more than can be run,"
            + " leave the rest to the requests that run; beyond it slow requests are ended with"
            + " 408, and new ones refused with 503",
        plan.choice(PlanKeys.RECEIVE_MEMORY).because());
  }

  /// A scan of 320×320×320 values: the runtime refuses a limit beyond 1 GiB at its start.
  @Test
  void noLimitIsMoreThanTheRuntimeTakes() {
    InputSizes scan = sizes(320 * 320 * 320);
    Plan plan =
        Planner.plan(
            PlanRequest.of(
                Samples.project(),
                new ModelFacts(new Bytes(90_000_000), scan, true, 0),
                sized(Samples.profile(), scan),
                Optional.empty()));

    assertEquals(1 << 20, plan.value(PlanKeys.REQUEST_LIMIT));
    // The heap holds four of 1 GiB.
    assertEquals(10_240, plan.value(PlanKeys.MEMORY_LIMIT));
    assertTrue(
        plan.choice(PlanKeys.REQUEST_LIMIT).because().contains("binary tensors"),
        plan.choice(PlanKeys.REQUEST_LIMIT).because());
  }

  @Test
  void nothingIsMeasuredWhereTheSizeOfARequestWasMadeUp() {
    var madeUp = new InputSizes(InputSizes.Basis.MADE_UP, "x 1×224", 224, new Bytes(5_000));
    Plan plan =
        Planner.plan(
            PlanRequest.of(
                Samples.project(),
                new ModelFacts(new Bytes(20_000), madeUp, true, 0),
                sized(Samples.profile(), madeUp),
                Optional.empty()));

    assertEquals(Basis.ASSUMED, plan.choice(PlanKeys.INPUTS).basis());
    List<String> measured =
        plan.choices().entrySet().stream()
            .filter(each -> each.getValue().basis() == Basis.MEASURED)
            .map(each -> each.getKey().name())
            .filter(name -> !name.matches("runtime\\.(threads|optimisation)"))
            .toList();
    assertEquals(List.of(), measured);
    assertEquals(
        List.of(),
        plan.choices().entrySet().stream()
            .filter(each ->
                each.getValue().because().matches("(?s).*(measured \\d|as measured).*")
                    && !each.getValue().because().contains("made up"))
            .map(each -> each.getKey().name() + ": " + each.getValue().because())
            .toList());
    assertTrue(
        plan.choice(PlanKeys.SLO_LATENCY).because().endsWith(madeUp.warning()),
        plan.choice(PlanKeys.SLO_LATENCY).because());
    assertTrue(
        plan.choice(PlanKeys.CPU_REQUEST)
            .because()
            .contains("the size of a request was made up (x 1×224)"),
        plan.choice(PlanKeys.CPU_REQUEST).because());
  }

  private static Profile sized(Profile like, InputSizes sizes) {
    return Altered.of(like, "settings", like.settings().with(sizes));
  }

  @Test
  void letsALargeInputInButNotPastTheHeap() {
    ModelFacts image = new ModelFacts(new Bytes(90_000_000), sizes(150_528), true, 0);
    Plan plan =
        Planner.plan(PlanRequest.of(Samples.project(), image, Samples.profile(), Optional.empty()));

    // 40 % of 256 MiB, an eighth of it
    assertEquals(13_108, plan.value(PlanKeys.REQUEST_LIMIT));
  }
}
