// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.base.Words;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.ReplicaSize;
import dev.slipway.cost.ServiceTimes;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The facts behind the choices: objectives and measurements, or the assumptions in their place.
///
/// @param latency the limit at the highest percentile that the project states
/// @param limits all limits, or the assumed one
/// @param traffic arrivals
/// @param availability share of good answers
/// @param times of one inference
/// @param served mean time of one request, from its arrival to its answer, while nothing waits
/// @param cpu time of one request with its protocol
/// @param threads of one inference
/// @param start from process start to ready
/// @param memory of a replica
record PlanFacts(
    Choice<LatencyLimit> latency,
    List<LatencyLimit> limits,
    Choice<Traffic> traffic,
    Choice<Double> availability,
    Choice<ServiceTimes> times,
    Choice<Duration> served,
    Choice<Duration> cpu,
    Choice<Integer> threads,
    Choice<Duration> start,
    Choice<Bytes> memory) {

  private static final Duration ASSUMED_INFERENCE = Duration.ofMillis(10);
  private static final Duration ASSUMED_P99 = Duration.ofMillis(25);
  private static final Duration JVM_START = Duration.ofSeconds(1);

  static PlanFacts of(PlanRequest request) {
    Objectives objectives = request.project().objectives();
    Optional<Profile> profile = request.profile();
    Choice<LatencyLimit> latency = latency(objectives, profile);
    return new PlanFacts(
        latency,
        objectives.latency().isEmpty() ? List.of(latency.value()) : objectives.latency(),
        traffic(objectives),
        availability(objectives),
        times(profile),
        served(request),
        cpu(request),
        threads(request),
        start(profile),
        memory(request));
  }

  private static Choice<Integer> threads(PlanRequest request) {
    Optional<Integer> stated = request.project().runtime().threads();
    return request
        .profile()
        .map(p ->
            new Choice<>(
                p.settings().threads(),
                Basis.MEASURED,
                "the profile measured with %s%s"
                    .formatted(
                        Words.count(p.settings().threads(), "intra-op thread"),
                        stated.isPresent() ? ", as slipway.yaml states" : "")))
        .or(() -> stated.map(n -> new Choice<>(n, Basis.OBJECTIVE, "slipway.yaml states it")))
        .orElse(assumed(1, "nothing was measured; one thread never waits for another"));
  }

  private static <T> Choice<T> assumed(T value, String because) {
    return new Choice<>(value, Basis.ASSUMED, because);
  }

  private static Choice<LatencyLimit> latency(Objectives objectives, Optional<Profile> profile) {
    Optional<LatencyLimit> stated =
        objectives.latency().stream().max(Comparator.comparing(LatencyLimit::at));
    if (stated.isPresent()) {
      LatencyLimit limit = stated.get();
      String measured = profile.flatMap(p -> measured(p, limit.at())).orElse("not measured yet");
      return new Choice<>(
          limit,
          Basis.OBJECTIVE,
          "%s of %s is your objective; %s"
              .formatted(limit.at(), Durations.exact(limit.limit()), measured));
    }
    Percentile at = new Percentile(99);
    Optional<Duration> measured =
        profile.flatMap(p -> p.users().response().at(at)).map(Latencies.AtPercentile::value);
    Duration found = measured.orElse(ASSUMED_P99);
    long millis = Math.max(50, Math.ceilDiv(found.toMillis() * 4, 50) * 50);
    return assumed(
        new LatencyLimit(at, Duration.ofMillis(millis)),
        "no latency objective is stated; four times the %s p99 of %s, rounded up to a multiple of 50 ms, at least 50 ms"
                .formatted(measured.isPresent() ? "measured" : "assumed", Durations.text(found))
            + profile.map(run -> users(run) + sizes(run)).orElse(""));
  }

  /// What disturbed the load that is closest to what users wait.
  private static String users(Profile profile) {
    List<String> why = profile.users().invalid();
    return why.isEmpty() ? "" : ", disturbed: " + String.join("; ", why);
  }

  /// `measured 1.9 ms at 120/s (n=3,600) on this machine`.
  static Optional<String> measured(Profile profile, Percentile at) {
    return profile
        .users()
        .response()
        .at(at)
        .map(found ->
            "measured %s %s (n=%s) on this machine"
                    .formatted(
                        Durations.text(found.value()),
                        arrival(profile.users().arrival()),
                        Numbers.count(profile.users().response().count()))
                + users(profile)
                + sizes(profile));
  }

  private static String arrival(Arrival arrival) {
    return arrival instanceof Arrival.Closed(int concurrency)
        ? "with " + concurrency + " at a time"
        : "at " + arrival.brief();
  }

  private static Choice<Traffic> traffic(Objectives objectives) {
    return objectives
        .traffic()
        .map(traffic ->
            new Choice<>(
                traffic,
                Basis.OBJECTIVE,
                "your objective is %s on average and %s at peak"
                    .formatted(traffic.average(), traffic.peak())))
        .orElse(
            assumed(
                EstimateRequest.ASSUMED_TRAFFIC,
                "no traffic is stated; %s on average and %s at peak are assumed"
                    .formatted(
                        EstimateRequest.ASSUMED_TRAFFIC.average(),
                        EstimateRequest.ASSUMED_TRAFFIC.peak())));
  }

  private static Choice<Double> availability(Objectives objectives) {
    return objectives
        .availability()
        .map(share ->
            new Choice<>(share, Basis.OBJECTIVE, Numbers.percent(share) + " is your objective"))
        .orElse(assumed(0.995, "no availability is stated; 99.5 % leaves 3.6 hours in 30 days"));
  }

  private static Choice<ServiceTimes> times(Optional<Profile> profile) {
    if (profile.isEmpty()) {
      return assumed(
          ServiceTimes.ofSeconds(ASSUMED_INFERENCE.toMillis() / 1e3),
          "nothing was measured; an inference is assumed to take 10 ms");
    }
    Latencies service = profile.get().closed().service();
    ServiceTimes times =
        profile.get().samples().isEmpty()
            ? ServiceTimes.ofSeconds(service.mean().toNanos() / 1e9)
            : ServiceTimes.ofNanos(profile.get().samples());
    return new Choice<>(
        times,
        basis(profile.get()),
        "one inference takes %s on this machine (n=%s%s)%s"
            .formatted(
                Durations.text(service.mean()),
                Numbers.count(service.count()),
                profile.get().mark(),
                sizes(profile.get())));
  }

  /// As it was measured over a socket; else the model's time and what serving is known or assumed
  /// to take.
  private static Choice<Duration> served(PlanRequest request) {
    Choice<ServiceTimes> times = times(request.profile());
    Optional<ServedHere> here = request.profile().flatMap(Profile::here);
    if (here.isPresent()) {
      Latencies alone = here.get().single().service();
      return new Choice<>(
          alone.mean(),
          times.basis(),
          "one request takes %s to be served on this machine (n=%s%s)%s"
              .formatted(
                  Durations.text(alone.mean()),
                  Numbers.count(alone.count()),
                  request.profile().map(Profile::mark).orElse(""),
                  request.profile().map(PlanFacts::sizes).orElse("")));
    }
    Duration model = Duration.ofNanos(Math.round(times.value().mean() * 1e9));
    boolean measured = request.measuredServingCpu().isPresent();
    return new Choice<>(
        model.plus(request.servingCpu()),
        measured ? times.basis() : Basis.ASSUMED,
        "%s; %s more %s for serving a request"
            .formatted(
                times.because(),
                Durations.text(request.servingCpu()),
                measured ? "were measured" : "are assumed"));
  }

  private static Choice<Duration> cpu(PlanRequest request) {
    Duration protocol = request.servingCpu();
    boolean measured = request.measuredServingCpu().isPresent();
    return request
        .profile()
        .map(p ->
            new Choice<>(
                p.closed().cpuPerInference().plus(protocol),
                !measured && p.closed().cpuPerInference().compareTo(protocol) < 0
                    ? Basis.ASSUMED
                    : basis(p),
                "an inference takes %s of CPU, as measured%s%s; %s more %s"
                    .formatted(
                        Durations.text(p.closed().cpuPerInference()),
                        p.mark(),
                        sizes(p),
                        Durations.text(protocol),
                        measured
                            ? "are for serving a request, as the profile predicts it"
                            : "are assumed for the protocol")))
        .orElse(
            assumed(
                ASSUMED_INFERENCE.plus(protocol),
                "nothing was measured; 10 ms of CPU for an inference and %s for the protocol are assumed"
                    .formatted(Durations.text(protocol))));
  }

  private static Choice<Duration> start(Optional<Profile> profile) {
    return profile
        .map(p ->
            new Choice<>(
                JVM_START.plus(p.load()).plus(p.firstInference()).plus(p.warmUp()),
                basis(p),
                ("the model takes %s to load, %s for the first answer and %s to settle, as"
                        + " measured%s%s; 1 s more is assumed for the process itself")
                    .formatted(
                        Durations.text(p.load()),
                        Durations.text(p.firstInference()),
                        Durations.text(p.warmUp()),
                        p.mark(),
                        sizes(p))))
        .orElse(
            assumed(
                Duration.ofSeconds(3),
                "nothing was measured; 3 s are assumed to load the model and warm up"));
  }

  private static Choice<Bytes> memory(PlanRequest request) {
    Choice<Bytes> asTensors = asTensors(request);
    return ReplicaSize.holdingPictures(request.project().model())
        .filter(pictures -> pictures.compareTo(asTensors.value()) > 0)
        .map(pictures ->
            assumed(
                pictures,
                ("a picture of %s pixels, as phones take them, takes up to %s of the memory for"
                        + " requests, as a progressive JPEG with its file and tensor; a quarter of"
                        + " the heap must hold it; for tensors alone %s would do, because %s")
                    .formatted(
                        Numbers.count(ReplicaSize.PICTURE_PIXELS),
                        ReplicaSize.ofAPicture().inMemory(),
                        asTensors.value().inMemory(),
                        asTensors.because())))
        .orElse(asTensors);
  }

  private static Choice<Bytes> asTensors(PlanRequest request) {
    if (request.profile().isEmpty()) {
      long needed = ReplicaSize.LEAST_UNMEASURED.count() + 3 * request.model().file().count();
      return assumed(
          Bytes.mebibytes(Math.ceilDiv(new Bytes(needed).mebibytesUp(), 32) * 32),
          "nothing was measured; 256 MiB and three times the model file of %s are assumed"
              .formatted(request.model().file()));
    }
    Profile profile = request.profile().get();
    Bytes memory = ReplicaSize.memory(profile);
    String peak =
        ("the profiling process held %s at most; 1.3 times that is more than serving needs, because"
                    + " its heap also holds the samples")
                .formatted(profile.peakMemory().inMemory())
            + sizes(profile);
    if (memory.equals(ReplicaSize.holding(profile.inputs()))
        && profile.peakMemory().count() * ReplicaSize.HEADROOM < memory.count()) {
      return new Choice<>(
          memory,
          profile.inputs().madeUp() ? Basis.ASSUMED : Basis.RULE,
          ("%d requests of the largest size (%s) fit into the heap at once; the profiling"
                  + " process held %s at most")
              .formatted(
                  ReplicaSize.REQUESTS_AT_ONCE,
                  ReplicaSize.largestBody(profile.inputs()).inMemory(),
                  profile.peakMemory().inMemory()));
    }
    return memory.equals(ReplicaSize.LEAST_UNMEASURED)
        ? new Choice<>(
            memory, Basis.RULE, "at least 256 MiB until the service itself is measured; " + peak)
        : new Choice<>(
            memory,
            // What disturbs a run takes its time, and none of its memory.
            profile.inputs().madeUp() ? Basis.ASSUMED : Basis.MEASURED,
            peak + "; verification measures the service");
  }

  /// What is measured with requests of a made-up size is an assumption.
  private static Basis basis(Profile profile) {
    if (profile.inputs().madeUp()) {
      return Basis.ASSUMED;
    }
    return profile.disturbedAnywhere().isEmpty() ? Basis.MEASURED : Basis.DISTURBED;
  }

  private static String sizes(Profile profile) {
    return profile.inputs().mark();
  }
}
