// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.base.Rate;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Estimator;
import dev.slipway.cost.Samples;
import dev.slipway.cost.Workload;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import dev.slipway.request.InputSizes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is planned and priced from a run that other programs disturbed says so wherever it stands.
final class DisturbedRunTest {

  private static final String WHY = "other programs used 31 % of the machine";

  private static final ModelFacts MODEL =
      new ModelFacts(
          new Bytes(20_000),
          new InputSizes(InputSizes.Basis.MODEL, "x 1×6", 6, new Bytes(144)),
          true,
          0);

  private static Profile alone() {
    Profile calm = Samples.profile();
    return Altered.of(calm, "closed", calm.closed().disturbed(WHY));
  }

  private static Profile served() {
    Profile calm = Samples.profile();
    var here =
        new ServedHere(
            calm.open(), List.of(), Optional.empty(), calm.closed().disturbed(WHY), new Rate(990));
    return calm.with(here, calm.serving());
  }

  static Stream<Profile> disturbed() {
    return Stream.of(alone(), served());
  }

  private static Estimate estimate(Profile profile) throws Exception {
    return Estimator.estimate(
        EstimateRequest.of(
            Workload.of(profile, Samples.book(), Optional.empty()), Samples.project()),
        Samples.book());
  }

  private static Plan plan(Profile profile, Optional<Candidate> chosen) {
    return Planner.plan(PlanRequest.of(Samples.project(), MODEL, profile, chosen));
  }

  @ParameterizedTest
  @MethodSource("disturbed")
  void numbersThatFollowFromItsTimesStandOnIt(Profile profile) throws Exception {
    for (Optional<Candidate> chosen :
        List.of(Optional.<Candidate>empty(), estimate(profile).chosen())) {
      Plan plan = plan(profile, chosen);

      assertEquals(
          List.of("replicas.rate", "resources.cpu-request", "autoscaling.rate-target"),
          Stream.of(PlanKeys.REPLICA_RATE, PlanKeys.CPU_REQUEST, PlanKeys.RATE_TARGET)
              .filter(key -> plan.choice(key).basis() == Basis.DISTURBED)
              .map(Key::name)
              .toList());
      // What serving takes may be assumed besides.
      assertTrue(
          plan.choice(PlanKeys.QUEUE).because().contains(WHY),
          plan.choice(PlanKeys.QUEUE).because());
    }
  }

  /// Also where the number is a rule's: the fewest replicas, the rise, what they follow.
  @ParameterizedTest
  @MethodSource("disturbed")
  void noReasonGivesACapacityWithoutIt(Profile profile) throws Exception {
    Optional<Candidate> chosen = estimate(profile).chosen();
    String rate =
        new Rate(chosen.orElseThrow().fleet().orElseThrow().replica().serves()).toString();

    List<String> reasons =
        plan(profile, chosen).choices().entrySet().stream()
            .filter(each -> each.getValue().because().contains(rate))
            .map(each -> each.getKey().name() + ": " + each.getValue().reason())
            .toList();

    assertTrue(reasons.size() > 2, "hardly any reason tells it: " + reasons);
    assertEquals(
        List.of(), reasons.stream().filter(reason -> !reason.contains("disturbed")).toList());
  }

  @Test
  void aCalmRunHasNoMark() throws Exception {
    Profile calm = Samples.profile();

    assertEquals(
        "",
        plan(calm, estimate(calm).chosen()).choices().values().stream()
            .map(Choice::reason)
            .filter(reason -> reason.contains("disturbed"))
            .collect(Collectors.joining()));
    assertEquals(Optional.empty(), estimate(calm).doubt());
  }

  @ParameterizedTest
  @MethodSource("disturbed")
  void howLikelyAMachineMeetsTheObjectivesIsNotKnown(Profile profile) throws Exception {
    Estimate estimate = estimate(profile);
    Candidate chosen = estimate.chosen().orElseThrow();

    assertEquals("catalogue, disturbed", chosen.badge());
    assertEquals("not known", estimate.meets(chosen));
    assertEquals(
        Optional.of("other programs used the machine during the measurement"), estimate.doubt());
    assertTrue(
        estimate.drivers().getFirst().startsWith("other programs used the machine"),
        estimate.drivers().toString());
  }
}
