// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.measure.service.ContainerNetwork;
import dev.slipway.measure.service.ServedCapacity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a request costs when it is served, measured here: the serving runtime, set up as in a
/// container, answered the project's own requests over HTTP, from up to 16 connections that always
/// had one under way. Where the machine lets us, it was held to quotas of processor time as a
/// container is; its clients were not.
///
/// @param capacity what a container can serve, predicted from that
/// @param settled whether it was steady at the end; until the server has compiled itself, it costs
///   more
/// @param unlimited why no quota could be set; empty where they were
/// @param pairs what forecasts for this project's service turned out to be, newest first
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServingCost(
    ServedCapacity capacity,
    boolean settled,
    Optional<String> unlimited,
    List<ServedCapacity.Pair> pairs) {

  public ServingCost {
    // of a version that measured it without a quota: see Profile
    unlimited = unlimited == null ? Optional.empty() : unlimited;
    pairs = pairs == null ? List.of() : List.copyOf(pairs);
  }

  /// Where nobody has looked what became of a forecast.
  public ServingCost(ServedCapacity capacity, boolean settled, Optional<String> unlimited) {
    this(capacity, settled, unlimited, List.of());
  }

  ServingCost with(List<ServedCapacity.Pair> held) {
    return new ServingCost(capacity, settled, unlimited, held);
  }

  /// CPU time of a request in a container of one core, its network included.
  public Duration request() {
    return capacity.request(1);
  }

  /// @param inference CPU time of one inference in process
  /// @return what is not the model; 0 where running rows together saves more than serving costs
  public Duration besides(Duration inference) {
    Duration rest = request().minus(inference);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /// What a container of so many cores will serve.
  public Forecast forecast(double cores) {
    return Forecast.of(capacity.of(cores), cores, pairs);
  }

  /// What a forecast rests on: `24 µs of CPU a request, held to 1 core here, and …`.
  public String because(double cores) {
    ServedCapacity.Demand demand = capacity.demand(cores);
    String network =
        capacity.network().isZero()
            ? ""
            : "; %s more are assumed for a container's network, %s"
                .formatted(Durations.text(capacity.network()), ContainerNetwork.SOURCE);
    return "%s of CPU a request, %s%s%s"
        .formatted(
            Durations.text(demand.request()),
            how(demand),
            settled ? "" : ", which still fell at the end, so that it may be less",
            network);
  }

  private String how(ServedCapacity.Demand demand) {
    return demand
        .cores()
        .map(cores ->
            "measured here under a quota of "
                + (cores == 1
                    ? "a core"
                    : cores == 0.5 ? "half a core" : Numbers.brief(cores) + " cores"))
        .orElse(
            "measured here without a quota, which is assumed to cost nothing"
                + unlimited.map(why -> " (" + why + ")").orElse(""));
  }
}
