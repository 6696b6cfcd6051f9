// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.time.Duration;

/// The replicas of a service: how many at which rate, on how many machines, and what is left when a
/// zone is lost. Price, plan, autoscaler, disruption budget and papers read this one value.
///
/// @param replica what one is and how much it is given
/// @param zones that replicas are spread over evenly
/// @param surge how many times the load is planned for
/// @param fewest replicas that always run
/// @param atPeak replicas at the stated peak
/// @param most that the autoscaler may start
/// @param staging replicas beside those of production, on the same machines
/// @param binding what decides [#atPeak]: `slo`, `utilisation`, `availability` or a number set by
///   hand
/// @param reaction from rising load until a new replica on a new node answers
/// @param ramp the fastest rise from the average to the peak at which no replica gets more than it
///   serves; zero where those that run at the average serve the peak
public record Fleet(
    Replica replica,
    int zones,
    double surge,
    int fewest,
    int atPeak,
    int most,
    int staging,
    String binding,
    Duration reaction,
    Duration ramp) {

  /// Unless somebody says otherwise, the autoscaler may start so many times the replicas of the
  /// peak.
  static final int BEYOND_PEAK = 2;

  /// An autoscaler leaves replicas alone while each gets no more than so many times its target.
  static final double TOLERANCE = 1.1;

  /// One replica.
  ///
  /// @param serves requests a second within the objectives and the utilisation ceiling
  /// @param target requests a second that the autoscaler gives each, so that those that survive the
  ///   loss of a zone get no more than they serve, at so many times the load
  /// @param survive the share that the loss of a zone leaves, of the least lucky number of replicas
  /// @param cpuTarget the target as CPU, in per cent of the CPU request
  /// @param cpu time of one request on the machine that is planned with, over all threads
  /// @param latencyFirst whether the latency limit is reached before the utilisation ceiling
  public record Replica(
      double serves,
      double target,
      double survive,
      int cpuTarget,
      Duration cpu,
      boolean latencyFirst,
      ReplicaSize size) {}

  /// Replicas that the autoscaler holds at a rate.
  public int replicas(double rate) {
    double needed = Math.ceil(rate / replica.target - 1e-9);
    return (int) Math.clamp(needed, fewest, most);
  }

  /// Replicas that the rate alone asks for: of a platform that keeps none ready, and stops the
  /// last.
  int startedFor(double rate) {
    return (int) Math.clamp(Math.ceil(rate / replica.target - 1e-9), 1, most);
  }

  /// The fewest that it leaves as they are at a rate.
  public int least(double rate) {
    return least(fewest, replica, rate);
  }

  static int least(int fewest, Replica replica, double rate) {
    return (int) Math.max(fewest, Math.ceil(rate / (TOLERANCE * replica.target) - 1e-9));
  }

  /// Replicas that a release adds, and a drain takes, at a time.
  public int together() {
    return Math.max(1, fewest / 4);
  }

  /// Replicas left of so many when the fullest zone is lost; with one zone none is lost.
  public int left(int replicas) {
    return left(replicas, zones);
  }

  static int left(int replicas, int zones) {
    return zones == 1 ? replicas : replicas - Math.ceilDiv(replicas, zones);
  }

  /// Machines for so many replicas, and those of staging: each zone packs its own.
  ///
  /// @param fitting replicas on a machine
  public int nodes(int replicas, int fitting) {
    int fuller = replicas % zones;
    int each = replicas / zones;
    int spread =
        fuller * Math.ceilDiv(each + 1, fitting) + (zones - fuller) * Math.ceilDiv(each, fitting);
    return Math.max(spread, Math.ceilDiv(replicas + staging, fitting));
  }
}
