// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.measure.verdict.LatencyLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What load to put on a target.
///
/// @param seed of the choice of inputs
/// @param workers that send at once, in open loop; a closed loop has its own number
/// @param grace how long a target that has fallen behind may go on after the last intended start
/// @param limits that each request is held against
/// @param samples most raw samples to keep, for each worker
public record LoadSpec(
    Arrival arrival,
    Duration length,
    long seed,
    int workers,
    Duration grace,
    List<LatencyLimit> limits,
    int samples) {

  public LoadSpec {
    limits = List.copyOf(limits);
    if (workers < 1) {
      throw new IllegalArgumentException("load needs a worker: " + workers);
    }
  }

  int senders() {
    return arrival instanceof Arrival.Closed(int concurrency) ? concurrency : workers;
  }

  /// The intended starts; empty in closed loop, where nothing is intended.
  ///
  /// @throws IllegalStateException when a trace that was read before is gone
  Schedule schedule() {
    return switch (arrival) {
      case Arrival.Closed _ -> Schedule.NONE;
      case Arrival.Constant(var rate) -> Schedule.constant(rate, length);
      case Arrival.Poisson(var rate, long seed) -> Schedule.poisson(rate, seed, length);
      case Arrival.Burst burst -> Schedule.burst(burst, length);
      case Arrival.Trace(Path file, Rate _) -> Schedule.trace(read(file), length);
    };
  }

  private static TraceFile read(Path file) {
    try {
      return TraceFile.read(file);
    } catch (ProblemException changed) {
      throw new IllegalStateException("the trace has changed while it was replayed", changed);
    }
  }
}
