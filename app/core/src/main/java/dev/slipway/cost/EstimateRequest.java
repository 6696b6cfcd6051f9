// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.base.Rate;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.Project;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is to be estimated.
///
/// @param latency limits at the client; without any, only the utilisation ceiling counts
public record EstimateRequest(
    Workload workload,
    Traffic traffic,
    List<LatencyLimit> latency,
    Optional<Money> budget,
    Scope scope,
    Assumptions assumptions) {

  /// Where the project states no traffic.
  public static final Traffic ASSUMED_TRAFFIC =
      new Traffic(new Rate(1), new Rate(10), LoadShape.FLAT);

  public EstimateRequest {
    latency = List.copyOf(latency);
    if (traffic.average().perSecond() > traffic.peak().perSecond()) {
      throw new IllegalArgumentException("a peak is not below the average");
    }
  }

  /// From a project: its objectives, what its targets run on, the memory that pictures take where
  /// it states them, and everything else as usual.
  public static EstimateRequest of(Workload workload, Project project) {
    Workload held =
        ReplicaSize.holdingPictures(project.model()).map(workload::inAtLeast).orElse(workload);
    return of(held, project.objectives())
        .with(Scope.of(project, workload.origin().architecture()))
        .with(Assumptions.of(project));
  }

  /// From objectives, with everything else as usual; images are built for the measured machine.
  public static EstimateRequest of(Workload workload, Objectives objectives) {
    return new EstimateRequest(
        workload,
        objectives.traffic().orElse(ASSUMED_TRAFFIC),
        objectives.latency(),
        objectives.budget(),
        Scope.USUAL.on(Processors.only(workload.origin().architecture())),
        Assumptions.USUAL);
  }

  public EstimateRequest with(Traffic other) {
    return new EstimateRequest(workload, other, latency, budget, scope, assumptions);
  }

  public EstimateRequest with(Scope other) {
    return new EstimateRequest(workload, traffic, latency, budget, other, assumptions);
  }

  public EstimateRequest with(Assumptions other) {
    return new EstimateRequest(workload, traffic, latency, budget, scope, other);
  }

  public EstimateRequest withLatency(List<LatencyLimit> other) {
    return new EstimateRequest(workload, traffic, other, budget, scope, assumptions);
  }

  /// The same shape of traffic, so many times as much.
  EstimateRequest times(double factor) {
    return with(traffic.times(factor));
  }

  /// CPU of one request besides the model, on the machine that was measured: measured there, or as
  /// assumed.
  Duration protocol() {
    return workload.serving().orElse(assumptions.request().protocol());
  }

  /// Memory of a replica: set by hand, or what the workload needs.
  Bytes memory() {
    return assumptions.byHand().memory().orElse(workload.memory());
  }

  /// How long a worker is busy with the requests that run together, where a core is so many times
  /// as fast.
  ServiceTimes busy(double speed) {
    double protocol = protocol().toNanos() / 1e9 * workload.together();
    return workload.times().at(speed, protocol / speed);
  }

  /// What replicas must hold.
  public Sizing.Rules rules() {
    Duration besides = workload.socket().map(all -> all.minus(protocol())).orElse(Duration.ZERO);
    return assumptions.rules(latency, besides.isNegative() ? Duration.ZERO : besides);
  }
}
