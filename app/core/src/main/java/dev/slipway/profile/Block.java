// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import java.time.Duration;
import java.util.List;

/// One measured stretch of load.
///
/// @param response latency from the intended start: what a user waits
/// @param service latency from the actual start: what the model takes
/// @param errors requests that got no right answer; they are in no latency
/// @param lateStarts share of requests that started over 1 ms after they were meant to, 0 to 1
/// @param cpuPerInference process CPU time divided by inferences
/// @param foreignCpu share of the machine that other processes used meanwhile, 0 to 1
/// @param invalid why this block must not be believed; empty when it may
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
