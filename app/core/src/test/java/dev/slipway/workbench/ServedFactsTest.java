// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Samples;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.service.ServedCapacity.Demand;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import dev.slipway.profile.ServingCost;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a profile proves of the service, and what it hangs on.
final class ServedFactsTest {

  private static final Sha256 PEAK = Sha256.of("a peak".getBytes(StandardCharsets.UTF_8));

  /// One limit may change without the verdict on another being stale.
  @Test
  void aVerdictHangsOnItsOwnLimitAndOnThePeak() throws Exception {
    assertEquals(
        List.of(
            "profile.served_p95 met: in time, of [latency p95, peak]",
            "profile.served_p99 inconclusive: too few, of [latency p99, peak]"),
        said(Samples.profile(), "profile.served_p9[59]"));
  }

  /// How slow answers were tells nothing then; that they were in time nevertheless does.
  @Test
  void aDisturbedLoadKeepsItsVerdictsAndNoNumber() throws Exception {
    Profile like = Samples.profile();

    assertEquals(1, said(like, "profile.served_p99_ms").size());
    assertEquals(List.of(), said(like, true, "profile.served_p99_ms"));
    assertEquals(said(like, "profile.served_p95"), said(like, true, "profile.served_p95"));
  }

  @Test
  void aDisturbedLoadPredictsNoCapacity() throws Exception {
    var demand = new Demand(Optional.of(1.0), Duration.ofMillis(1), 900, new Rate(1_000));
    var cost =
        new ServingCost(new ServedCapacity(List.of(demand), Duration.ZERO), true, Optional.empty());
    Profile like = Samples.profile(Optional.of(cost));

    assertEquals(1, said(like, "profile.predicted_rps_per_core").size());
    assertEquals(List.of(), said(like, true, "profile.predicted_rps_per_core"));
  }

  private static List<String> said(Profile like, String key) {
    return said(like, false, key);
  }

  private static List<String> said(Profile like, boolean disturbed, String key) {
    var verdicts =
        List.of(
            new LatencyVerdict(
                new Percentile(95), Duration.ofMillis(20), new Verdict.Met("in time")),
            new LatencyVerdict(
                new Percentile(99),
                Duration.ofMillis(50),
                new Verdict.Inconclusive("too few", 100)));
    var here =
        new ServedHere(
            disturbed ? like.open().disturbed("a neighbour") : like.open(),
            verdicts,
            Optional.empty(),
            like.closed(),
            new Rate(1_000));
    var none = Fact.Inputs.none();
    return RunProfile.facts(
            like.with(here, like.serving()), "holdout rows", none, none.and(Hashes.PEAK, PEAK))
        .stream()
        .filter(fact -> fact.key().matches(key))
        .map(fact -> fact.key() + " " + fact.value() + ", of " + fact.inputs().keySet())
        .toList();
  }
}
