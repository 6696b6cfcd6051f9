// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What load to put on a target.
///
/// @param looks how long, and when it is looked at whether that suffices
/// @param seed of the choice of inputs
/// @param workers that send at once, in open loop; a closed loop has its own number
/// @param grace how long a target that has fallen behind may go on after the last intended start
/// @param limits that each request is held against
/// @param samples most raw samples to keep, for each worker
public record LoadSpec(
    Arrival arrival,
    Looks looks,
    long seed,
    int workers,
    Duration grace,
    List<LatencyLimit> limits,
    int samples) {

  /// From the seed of one look's arrivals to the next: far from any that somebody chooses.
  private static final long NEXT = 0x9E37_79B9_7F4A_7C15L;

  public LoadSpec {
    limits = List.copyOf(limits);
    if (workers < 1) {
      throw new IllegalArgumentException("load needs a worker: " + workers);
    }
  }

  /// Of a fixed length.
  public LoadSpec(
      Arrival arrival,
      Duration length,
      long seed,
      int workers,
      Duration grace,
      List<LatencyLimit> limits,
      int samples) {
    this(arrival, Looks.once(length), seed, workers, grace, limits, samples);
  }

  int senders() {
    return arrival instanceof Arrival.Closed(int concurrency) ? concurrency : workers;
  }

  /// The intended starts up to a look, from the look before; empty in closed loop, where nothing is
  /// intended. Each look has arrivals of its own.
  ///
  /// @param look from 1
  /// @throws IllegalStateException when a trace that was read before is gone
  Schedule schedule(int look) {
    Duration length = looks.stage(look);
    return switch (arrival) {
      case Arrival.Closed _ -> Schedule.NONE;
      case Arrival.Constant(var rate) -> Schedule.constant(rate, length);
      case Arrival.Poisson(var rate, long seed) ->
          Schedule.poisson(rate, seed + NEXT * (look - 1), length);
      case Arrival.Burst(var rate, var on, var off, long seed) ->
          Schedule.burst(new Arrival.Burst(rate, on, off, seed + NEXT * (look - 1)), length);
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
