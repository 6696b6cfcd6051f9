// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import java.time.Duration;
import java.util.List;

/// One measured stretch of load.
///
/// @param response latency from the intended start: what a user waits
/// @param service latency from the actual start: what the model takes
/// @param throughput right answers a second
/// @param errors requests that got no right answer, those never sent to a target too far behind
///   among them; they are in no latency, and over every limit
/// @param lateStarts share of requests, 0 to 1, that the generator sent over 1 ms late although the
///   sender was free: its own fault, not a queue's
/// @param cpuPerInference process CPU time, less what waiting burnt, divided by inferences; over
///   HTTP it is the client's
/// @param foreignCpu share of the machine that other processes used meanwhile, 0 to 1; over HTTP
///   the service's own use is in it, should it run here
/// @param invalid what disturbed this block: it may show that a limit is met, since a disturbance
///   only makes answers later, but never that it isn't; empty when nothing did
public record Block(
    Arrival arrival,
    Duration length,
    Latencies response,
    Latencies service,
    Rate throughput,
    long errors,
    double lateStarts,
    Duration cpuPerInference,
    double foreignCpu,
    List<String> invalid) {
  public Block {
    invalid = List.copyOf(invalid);
  }
}
