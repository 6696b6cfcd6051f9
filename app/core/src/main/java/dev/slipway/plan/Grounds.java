// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Numbers;
import dev.slipway.cost.ReplicaSize;
import dev.slipway.cost.ServiceTimes;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.profile.Profile;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The facts behind the choices: objectives and measurements, or the assumptions in their place.
///
/// @param latency the limit at the highest percentile that the project states
/// @param limits all limits, or the assumed one
/// @param traffic arrivals
/// @param availability share of good answers
/// @param times of one inference
/// @param cpu time of one request with its protocol
/// @param threads of one inference
/// @param start from process start to ready
/// @param memory of a replica
record Grounds(
    Choice<LatencyLimit> latency,
    List<LatencyLimit> limits,
    Choice<Traffic> traffic,
    Choice<Double> availability,
    Choice<ServiceTimes> times,
    Choice<Duration> cpu,
    Choice<Integer> threads,
    Choice<Duration> start,
    Choice<Bytes> memory) {

  private static final Duration ASSUMED_INFERENCE = Duration.ofMillis(10);
  private static final Duration JVM_START = Duration.ofSeconds(1);

  static Grounds of(PlanRequest request) {
    Objectives objectives = request.project().objectives();
    Optional<Profile> profile = request.profile();
    Choice<LatencyLimit> latency = latency(objectives, profile);
    return new Grounds(
        latency,
        objectives.latency().isEmpty() ? List.of(latency.value()) : objectives.latency(),
        traffic(objectives),
        availability(objectives),
        times(profile),
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
                "it was measured with %d intra-op thread(s)%s"
                    .formatted(
                        p.settings().threads(),
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
    Duration found =
        profile
            .flatMap(p -> p.open().response().at(at))
            .map(Latencies.AtPercentile::value)
            .orElse(Duration.ofMillis(25));
    long millis = Math.max(50, Math.ceilDiv(found.toMillis() * 4, 50) * 50);
    return assumed(
        new LatencyLimit(at, Duration.ofMillis(millis)),
        "no latency objective is stated; four times the measured p99, at least 50 ms");
  }

  /// `measured 1.9 ms at 120/s (n=3,600) on this machine`.
  static Optional<String> measured(Profile profile, Percentile at) {
    return profile
        .open()
        .response()
        .at(at)
        .map(found ->
            "measured %s %s (n=%s) on this machine"
                .formatted(
                    Numbers.time(found.value()),
                    arrival(profile.open().arrival()),
                    count(profile.open().response().count())));
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
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
                "no traffic is stated; taken as %s on average and %s at peak"
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
          "nothing was measured; an inference is taken to need 10 ms");
    }
    Latencies service = profile.get().closed().service();
    ServiceTimes times =
        profile.get().samples().isEmpty()
            ? ServiceTimes.ofSeconds(service.mean().toNanos() / 1e9)
            : ServiceTimes.ofNanos(profile.get().samples());
    return new Choice<>(
        times,
        Basis.MEASURED,
        "one inference takes %s on this machine (n=%s)"
            .formatted(Numbers.time(service.mean()), count(service.count())));
  }

  private static Choice<Duration> cpu(PlanRequest request) {
    Duration protocol = request.serving();
    boolean measured = request.servingMeasured().isPresent();
    return request
        .profile()
        .map(p ->
            new Choice<>(
                p.closed().cpuPerInference().plus(protocol),
                !measured && p.closed().cpuPerInference().compareTo(protocol) < 0
                    ? Basis.ASSUMED
                    : Basis.MEASURED,
                "measured %s of CPU an inference, and %s %s"
                    .formatted(
                        Numbers.time(p.closed().cpuPerInference()),
                        Numbers.time(protocol),
                        measured ? "for serving a request" : "assumed for the protocol")))
        .orElse(
            assumed(
                ASSUMED_INFERENCE.plus(protocol),
                "nothing was measured; 10 ms of CPU an inference, and %s for the protocol"
                    .formatted(Numbers.time(protocol))));
  }

  private static Choice<Duration> start(Optional<Profile> profile) {
    return profile
        .map(p ->
            new Choice<>(
                JVM_START.plus(p.load()).plus(p.firstInference()).plus(p.warmUp()),
                Basis.MEASURED,
                ("%s to load the model, %s for the first answer, %s to settle, as measured; 1 s"
                        + " for the process itself, assumed")
                    .formatted(
                        Numbers.time(p.load()),
                        Numbers.time(p.firstInference()),
                        Numbers.time(p.warmUp()))))
        .orElse(assumed(Duration.ofSeconds(3), "nothing was measured; 3 s to load and warm up"));
  }

  private static Choice<Bytes> memory(PlanRequest request) {
    if (request.profile().isEmpty()) {
      long needed = ReplicaSize.LEAST_UNMEASURED.count() + 3 * request.model().file().count();
      return assumed(
          Bytes.mebibytes(Math.ceilDiv(new Bytes(needed).mebibytesUp(), 32) * 32),
          "nothing was measured; 256 MiB, and three times the model file of "
              + request.model().file());
    }
    Profile profile = request.profile().get();
    Bytes memory = ReplicaSize.memory(profile, request.served());
    if (request.served().isPresent()) {
      return new Choice<>(
          memory,
          Basis.MEASURED,
          "the served process held %s under load, times 1.3: memory has no throttle, it kills"
              .formatted(request.served().get()));
    }
    String peak =
        ("the measuring process held %s at most; its heap also holds the samples, so that times 1.3"
                + " overstates what serving needs")
            .formatted(profile.peakMemory());
    return memory.equals(ReplicaSize.LEAST_UNMEASURED)
        ? new Choice<>(
            memory,
            Basis.RULE,
            "no less than 256 MiB until the served process itself was measured; " + peak)
        : new Choice<>(memory, Basis.MEASURED, peak + "; verification measures the served process");
  }
}
