// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Bytes;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Responses;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.Environment;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What a model did when it was measured.
///
/// @param settings how it ran
/// @param load time to open the model
/// @param firstInference time of the very first answer
/// @param warmUp time until answers settled
/// @param closed one client at a time: what one inference takes
/// @param open arrivals as the traffic objective says (its peak, or what one worker can take of it;
///   without one half of the capacity): what users would wait
/// @param capacity the largest rate that one worker of this machine served within the latency
///   objectives; 0 when none does; without objectives, what one client gets that asks again and
///   again
/// @param peakMemory the most resident memory of the measuring process
/// @param baseMemory resident memory after the model was loaded, before load
/// @param verdicts one for each latency objective
/// @param serving what a request costs when it is served; empty in a first look
/// @param samples service times of the closed block, in nanoseconds, for sizing; at most 10,000,
///   evenly picked
/// @param peak arrivals that were to be measured at; empty where none were stated
/// @param responses of the open block, to judge by other limits; empty where no limit was stated
/// @param here how the service answered over a socket; empty where it could not be measured
/// @param unserved why it could not
/// @param lengths the model's time by the length of a request, the shortest first; empty where all
///   are as long
/// @param steps the rates that were tried in the search for the capacity, in that order; empty
///   where none was searched for
public record Profile(
    Sha256 model,
    Instant at,
    Tier tier,
    Settings settings,
    Environment environment,
    Duration load,
    Duration firstInference,
    Duration warmUp,
    Block closed,
    Block open,
    Rate capacity,
    Bytes peakMemory,
    Bytes baseMemory,
    List<LatencyVerdict> verdicts,
    Optional<ServingCost> serving,
    List<Long> samples,
    Optional<Rate> peak,
    Optional<Responses> responses,
    Optional<ServedHere> here,
    Optional<String> unserved,
    List<LengthTimes> lengths,
    List<LoadStep> steps) {

  public Profile {
    verdicts = List.copyOf(verdicts);
    samples = List.copyOf(samples);
    // of a version that found out otherwise what serving costs, or measured the model alone
    serving = serving.filter(cost -> cost.capacity() != null);
    peak = peak == null ? Optional.empty() : peak;
    responses = responses == null ? Optional.empty() : responses;
    here = here == null ? Optional.empty() : here;
    unserved = unserved == null ? Optional.empty() : unserved;
    lengths = lengths == null ? List.of() : List.copyOf(lengths);
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /// With how the service answered over a socket, and what that cost.
  public Profile with(ServedHere measured, Optional<ServingCost> cost) {
    return with(cost, Optional.of(measured), Optional.empty());
  }

  /// Where the service could not be measured.
  public Profile unserved(String because) {
    return with(Optional.empty(), Optional.empty(), Optional.of(because));
  }

  /// With what forecasts for this project turned out to be, newest first.
  public Profile with(List<ServedCapacity.Pair> held) {
    return with(serving.map(cost -> cost.with(held)), here, unserved);
  }

  private Profile with(
      Optional<ServingCost> cost, Optional<ServedHere> measured, Optional<String> because) {
    return new Profile(
        model,
        at,
        tier,
        settings,
        environment,
        load,
        firstInference,
        warmUp,
        closed,
        open,
        capacity,
        peakMemory,
        baseMemory,
        verdicts,
        cost,
        samples,
        peak,
        responses,
        measured,
        because,
        lengths,
        steps);
  }

  /// The load that is closest to what users wait: over a socket where that was measured.
  public Block users() {
    return here.map(ServedHere::load).orElse(open);
  }

  /// What disturbed the measurement of the model alone; empty when nothing did.
  public List<String> disturbed() {
    return Stream.concat(closed.invalid().stream(), open.invalid().stream()).distinct().toList();
  }

  /// What disturbed any of what a plan rests on: the model alone, or its service.
  public List<String> disturbedAnywhere() {
    return Stream.concat(
            disturbed().stream(), here.stream().flatMap(served -> served.disturbed().stream()))
        .distinct()
        .toList();
  }

  /// What a number that rests on it says of that; empty where nothing was disturbed.
  public String mark() {
    List<String> why = disturbedAnywhere();
    return why.isEmpty() ? "" : ", disturbed: " + String.join("; ", why);
  }

  /// The capacity, where the measurement could tell it: on a disturbed machine even a rate that
  /// held the objectives is far below what the model can do.
  public Optional<Rate> knownCapacity() {
    return disturbed().isEmpty() ? Optional.of(capacity) : Optional.empty();
  }

  /// How large the requests were that it was measured with.
  public InputSizes inputs() {
    return settings.inputs();
  }

  /// The same in words: `120/s`, `none` or `not known`.
  public String capacityText() {
    return knownCapacity()
        .map(rate -> rate.perSecond() == 0 ? "none" : rate.toString())
        .orElse("not known");
  }

  /// What the words rest on: `with one worker`.
  public String capacityReason() {
    return knownCapacity()
        .map(rate ->
            rate.perSecond() == 0
                ? "one worker keeps the objectives at no rate that was tried"
                : "with one worker")
        .orElse("the machine was disturbed: " + String.join("; ", disturbed()));
  }

  /// What a container on a machine like this one can serve; empty in a first look.
  public Optional<ServedCapacity> served() {
    return serving.map(ServingCost::capacity);
  }

  /// How the model was run.
  ///
  /// @param threads intra-op threads
  /// @param optimisation graph-optimisation level of ONNX Runtime
  /// @param batchRows most rows that are served together; empty for the serving runtime's own
  /// @param inputs how large the requests were
  public record Settings(
      int threads, String optimisation, long seed, Optional<Integer> batchRows, InputSizes inputs) {

    public Settings {
      Objects.requireNonNull(inputs);
    }

    /// With the serving runtime's own batches, and inputs as large as the model says.
    public Settings(int threads, String optimisation, long seed) {
      this(threads, optimisation, seed, Optional.empty(), InputSizes.OF_MODEL);
    }

    /// The same with requests of other sizes.
    public Settings with(InputSizes sizes) {
      return new Settings(threads, optimisation, seed, batchRows, sizes);
    }
  }
}
