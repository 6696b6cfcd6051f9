// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Altered;
import dev.slipway.base.Rate;
import dev.slipway.cost.Samples;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.service.ServedCapacity.Demand;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import dev.slipway.profile.ServingCost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SpeedSectionTest {

  /// A forecast says how far off it may be, what it was measured under, and what is assumed in it.
  @Test
  void whatAContainerWillServeIsARangeWithItsConditions() {
    var capacity =
        new ServedCapacity(
            List.of(
                new Demand(Optional.of(1.0), Duration.ofNanos(198_500), 900, new Rate(5_000)),
                new Demand(Optional.of(0.5), Duration.ofNanos(248_500), 900, new Rate(2_000))),
            Duration.ofNanos(1_500));
    var cost = new ServingCost(capacity, true, Optional.empty());

    List<String> rows =
        SpeedSection.running(Samples.profile(Optional.of(cost))).rows().stream()
            .filter(row -> row.name().startsWith("served by"))
            .map(row -> row.name() + " | " + row.value() + " | " + row.reason())
            .toList();

    assertEquals(
        List.of(
            "served by a core | 5,000/s, between 4,350 and 5,880/s | of a container, predicted from"
                + " 199 µs of CPU a request, measured here under a quota of a core; 1.5 µs more are"
                + " assumed for a container's network, measured on 2026-11-27 between two network"
                + " namespaces with a bridge, on 2 virtual CPUs of an AMD EPYC, Linux 6.18; the"
                + " range is 15 % either way, the bar of the forecast's benchmark",
            "served by half of that | 2,000/s, between 1,670 and 2,500/s | of a container,"
                + " predicted from 249 µs of CPU a request, measured here under a quota of half a"
                + " core; 1.5 µs more are assumed for a container's network, measured on 2026-11-27"
                + " between two network namespaces with a bridge, on 2 virtual CPUs of an AMD EPYC,"
                + " Linux 6.18; the range is 20 % either way, the bar of the forecast's benchmark"),
        rows);
  }

  /// How much a container will serve is nothing that a disturbed run tells.
  @Test
  void aDisturbedRunGivesNoForecastAndNoLargestRate() {
    var cost =
        new ServingCost(
            new ServedCapacity(
                List.of(
                    new Demand(Optional.of(1.0), Duration.ofNanos(198_500), 900, new Rate(5_000))),
                Duration.ZERO),
            true,
            Optional.empty());
    Profile calm = Samples.profile(Optional.of(cost));
    var here =
        new ServedHere(
            calm.open().disturbed("a neighbour"),
            List.of(),
            Optional.empty(),
            calm.closed(),
            new Rate(990));

    List<String> rows =
        SpeedSection.of(calm.with(here, Optional.of(cost))).rows().stream()
            .filter(row -> row.name().startsWith("served ") || row.name().equals("remedy"))
            .map(row -> row.name() + " | " + row.value() + " | " + row.reason())
            .toList();

    assertEquals(
        List.of(
            "served at most | not known | the machine was disturbed: a neighbour",
            "remedy | slipway profile --when-quiet 10m | waits until other programs leave the"
                + " machine alone",
            "served by a core | not known | the machine was disturbed: a neighbour"),
        rows);
  }

  @Test
  void aRateThatNobodyAskedForHasItsReason() {
    Profile stated =
        Altered.of(Samples.profile(Optional.empty()), "peak", Optional.of(new Rate(20)));
    Profile free = Altered.of(stated, "peak", Optional.empty());

    assertEquals(List.of(), traffic(stated));
    assertEquals(
        List.of(
            "not stated | asked at no more than half of what it takes; objectives.traffic says how"
                + " many come"),
        traffic(free));
  }

  private static List<String> traffic(Profile profile) {
    return SpeedSection.of(profile).rows().stream()
        .filter(row -> row.name().equals("traffic"))
        .map(row -> row.value() + " | " + row.reason())
        .toList();
  }
}
