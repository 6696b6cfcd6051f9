// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Project;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The inputs of an estimate that nobody measured or stated. They are shown with every result; each
/// can be replaced.
///
/// @param byHand what somebody set of the fleet
public record Assumptions(
    Request request, Headroom headroom, Traffic traffic, Platform platform, FleetByHand byHand) {

  /// One request.
  ///
  /// @param protocol CPU for reading, writing and routing it, on this machine
  /// @param network longest part of a latency limit that is kept for the way to the client
  /// @param floor least time that the way takes there and back, whatever the limit: with the usual
  ///   assumptions two round trips within a zone, from the caller to a load balancer and from there
  ///   to the service, of a quarter of a millisecond each, as O. Solomianik measured them in Amazon
  ///   EC2 (Network Latency Inside And Across Amazon EC2 Availability Zones, 2009: means of 0.26 to
  ///   0.41 ms within a zone, 0.94 to 1.13 ms across)
  /// @param asked size in bytes
  /// @param answered size of the answer in bytes; all of it is taken to leave for the internet
  public record Request(
      Duration protocol, Duration network, Duration floor, int asked, int answered) {
    int bytes() {
      return asked + answered;
    }
  }

  /// What is kept free.
  ///
  /// @param surge how many times the stated peak is planned for
  /// @param ceiling largest share of a worker's time that is planned for
  /// @param zones that replicas are spread over
  /// @param confidence probability of meeting the latency objectives that a choice must have
  public record Headroom(double surge, double ceiling, int zones, double confidence) {}

  /// How far the traffic may lie from what is stated.
  ///
  /// @param low smallest traffic against the stated one
  /// @param high largest traffic against the stated one
  public record Traffic(double low, double high) {}

  /// What the service runs on.
  ///
  /// @param daemons kept on each node for system pods
  /// @param share of the cluster's own cost that this service carries, 0 to 1
  /// @param versions images kept in the registry
  /// @param idle time after which an idle serverless instance is stopped
  public record Platform(NodeCapacity.Daemons daemons, double share, int versions, Duration idle) {}

  public static final Assumptions USUAL =
      new Assumptions(
          new Request(
              Duration.ofNanos(100_000),
              Duration.ofMillis(1),
              Duration.ofNanos(500_000),
              2_000,
              500),
          new Headroom(1.2, 0.6, 3, 0.9),
          new Traffic(0.8, 1.25),
          new Platform(NodeCapacity.Daemons.USUAL, 1.0, 5, Duration.ofMinutes(15)),
          FleetByHand.NONE);

  /// The usual ones, with what a project states in their place.
  public static Assumptions of(Project project) {
    return USUAL.withFloor(project.release().network()).with(FleetByHand.of(project.byHand()));
  }

  /// What replicas must hold. For the way to the client at most a fifth of the tightest limit is
  /// kept, but never less than the way takes.
  ///
  /// @param besides what a served request takes that the times of its inference and its CPU do not
  ///   hold
  public Sizing.Rules rules(List<LatencyLimit> latency, Duration besides) {
    Duration fifth =
        latency.stream()
            .map(limit -> limit.limit().dividedBy(5))
            .min(Duration::compareTo)
            .orElse(request.network);
    Duration kept = fifth.compareTo(request.network) < 0 ? fifth : request.network;
    Duration way = kept.compareTo(request.floor) < 0 ? request.floor : kept;
    return new Sizing.Rules(latency, way.plus(besides), headroom.ceiling, headroom.zones);
  }

  /// With another least time of the way to the client, where one is stated.
  public Assumptions withFloor(Optional<Duration> stated) {
    return stated
        .map(floor ->
            new Assumptions(
                new Request(
                    request.protocol, request.network, floor, request.asked, request.answered),
                headroom,
                traffic,
                platform,
                byHand))
        .orElse(this);
  }

  /// With other values set by hand.
  public Assumptions with(FleetByHand other) {
    return new Assumptions(request, headroom, traffic, platform, other);
  }

  Assumptions with(Headroom other) {
    return new Assumptions(request, other, traffic, platform, byHand);
  }

  Assumptions with(Traffic other) {
    return new Assumptions(request, headroom, other, platform, byHand);
  }

  Assumptions withCeiling(double other) {
    return with(new Headroom(headroom.surge, other, headroom.zones, headroom.confidence));
  }

  Assumptions withZones(int other) {
    return with(new Headroom(headroom.surge, headroom.ceiling, other, headroom.confidence));
  }

  Assumptions withShare(double other) {
    return new Assumptions(
        request,
        headroom,
        traffic,
        new Platform(platform.daemons, other, platform.versions, platform.idle),
        byHand);
  }
}
