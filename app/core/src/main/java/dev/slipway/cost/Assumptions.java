// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.List;

/// The inputs of an estimate that nobody measured or stated. They are shown with every result; each
/// can be replaced.
///
/// @param protocol CPU of one request for reading, writing and routing it, on this machine
/// @param network longest part of a latency limit that the way to the client takes
/// @param surge how many times the stated peak is planned for
/// @param ceiling largest share of a worker's time that is planned for
/// @param zones that replicas are spread over
/// @param confidence probability of meeting the latency objectives that a choice must have
/// @param daemons kept on each node for system pods
/// @param cluster share of the cluster's own cost that this service carries, 0 to 1
/// @param request size in bytes
/// @param response size in bytes; all of it is taken to leave for the internet
/// @param versions images kept in the registry
/// @param trafficLow smallest traffic against the stated one
/// @param trafficHigh largest traffic against the stated one
/// @param idle time after which an idle serverless instance is stopped
public record Assumptions(
    Duration protocol,
    Duration network,
    double surge,
    double ceiling,
    int zones,
    double confidence,
    NodeCapacity.Daemons daemons,
    double cluster,
    int request,
    int response,
    int versions,
    double trafficLow,
    double trafficHigh,
    Duration idle) {

  public static final Assumptions USUAL =
      new Assumptions(
          Duration.ofNanos(100_000),
          Duration.ofMillis(1),
          1.2,
          0.6,
          3,
          0.9,
          NodeCapacity.Daemons.USUAL,
          1.0,
          2_000,
          500,
          5,
          0.8,
          1.25,
          Duration.ofMinutes(15));

  /// What replicas must hold; the network takes at most a fifth of the tightest limit.
  public Sizing.Rules rules(List<LatencyLimit> latency) {
    Duration fifth =
        latency.stream()
            .map(limit -> limit.limit().dividedBy(5))
            .min(Duration::compareTo)
            .orElse(network);
    return new Sizing.Rules(
        latency, fifth.compareTo(network) < 0 ? fifth : network, ceiling, zones);
  }

  public Assumptions withCeiling(double other) {
    return new Assumptions(
        protocol,
        network,
        surge,
        other,
        zones,
        confidence,
        daemons,
        cluster,
        request,
        response,
        versions,
        trafficLow,
        trafficHigh,
        idle);
  }

  public Assumptions withZones(int other) {
    return new Assumptions(
        protocol,
        network,
        surge,
        ceiling,
        other,
        confidence,
        daemons,
        cluster,
        request,
        response,
        versions,
        trafficLow,
        trafficHigh,
        idle);
  }

  public Assumptions withConfidence(double other) {
    return new Assumptions(
        protocol,
        network,
        surge,
        ceiling,
        zones,
        other,
        daemons,
        cluster,
        request,
        response,
        versions,
        trafficLow,
        trafficHigh,
        idle);
  }

  public Assumptions withCluster(double other) {
    return new Assumptions(
        protocol,
        network,
        surge,
        ceiling,
        zones,
        confidence,
        daemons,
        other,
        request,
        response,
        versions,
        trafficLow,
        trafficHigh,
        idle);
  }

  public Assumptions withTraffic(double low, double high) {
    return new Assumptions(
        protocol,
        network,
        surge,
        ceiling,
        zones,
        confidence,
        daemons,
        cluster,
        request,
        response,
        versions,
        low,
        high,
        idle);
  }
}
