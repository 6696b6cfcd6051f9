// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One measured block of load.
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
/// @param goodput right answers a second within the longest latency limit; empty without limits
/// @param lag how late requests were sent although the sender was free; empty in closed loop
/// @param heap what this process did with its heap; empty over HTTP, where the model is elsewhere
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
    List<String> invalid,
    Optional<Rate> goodput,
    Optional<Lag> lag,
    Optional<Heap> heap) {
  public Block {
    invalid = List.copyOf(invalid);
    goodput = goodput == null ? Optional.empty() : goodput;
    lag = lag == null ? Optional.empty() : lag;
    heap = heap == null ? Optional.empty() : heap;
  }

  /// Actual less intended starts.
  ///
  /// @param p99 empty while the requests are too few for it
  public record Lag(Duration median, Optional<Duration> p99, Duration most) {}

  /// The Java heap meanwhile; ONNX Runtime's own memory is not in it.
  ///
  /// @param allocated bytes a request, the harness's own among them
  /// @param collections of garbage
  /// @param collecting how long they took in all
  public record Heap(long allocated, long collections, Duration collecting) {}

  /// The same where it became known what others used: of a service on this machine, what was
  /// neither its own nor the client's.
  ///
  /// @param others share of the machine, 0 to 1
  public Block besides(double others) {
    var told =
        new Block(
            arrival,
            length,
            response,
            service,
            throughput,
            errors,
            lateStarts,
            cpuPerInference,
            others,
            invalid,
            goodput,
            lag,
            heap);
    return LoadOutcome.disturbing(others).map(told::disturbed).orElse(told);
  }

  /// The same, invalid for one reason more.
  public Block disturbed(String because) {
    List<String> all = new ArrayList<>(invalid);
    all.add(because);
    return new Block(
        arrival,
        length,
        response,
        service,
        throughput,
        errors,
        lateStarts,
        cpuPerInference,
        foreignCpu,
        all,
        goodput,
        lag,
        heap);
  }
}
