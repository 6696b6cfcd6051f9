// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.measure.load.Latencies;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The facts of a profile on which a service's cost depends.
///
/// @param times of one inference here, of all the requests that run together in it
/// @param together requests that run in one inference, 1 or more
/// @param samplingSpread standard deviation of the logarithm of the measured percentiles
/// @param cpu time of one request in the model, over all threads
/// @param serving CPU of one request besides the model, where it was measured
/// @param socket what a request took over a socket besides the model while nothing waited, where it
///   was measured
/// @param threads of one inference; a replica gets as many whole cores
/// @param memory request and limit of a replica
/// @param image size on disk; empty while none was built
/// @param start from process start to the first settled answer
/// @param origin the machine that was measured
/// @param measurements on targets themselves
/// @param badge how the figures are marked: `measured here`, `measured here, disturbed`, or
///   `assumed` where nothing was measured, or not with requests like the real ones
/// @param inputs how large the requests were
public record Workload(
    ServiceTimes times,
    int together,
    double samplingSpread,
    Duration cpu,
    Optional<Duration> serving,
    Optional<Duration> socket,
    int threads,
    Bytes memory,
    Optional<Bytes> image,
    Duration start,
    Extrapolation.Origin origin,
    List<Extrapolation.Measurement> measurements,
    String badge,
    InputSizes inputs) {

  private static final String MEASURED = "measured here";
  private static final String ASSUMED = "assumed";

  /// Behind what else a figure rests on.
  static final String DISTURBED = ", disturbed";

  public Workload {
    measurements = List.copyOf(measurements);
    if (threads < 1 || together < 1 || cpu.isNegative()) {
      throw new IllegalArgumentException("not a workload");
    }
  }

  /// @param image size on disk, where one was built
  public static Workload of(Profile profile, PriceBook book, Optional<Bytes> image) {
    ServiceTimes times =
        profile.samples().isEmpty()
            ? ServiceTimes.ofSeconds(profile.closed().service().mean().toNanos() / 1e9)
            : ServiceTimes.ofNanos(profile.samples());
    return new Workload(
        times,
        1,
        spread(profile.closed().service()),
        profile.closed().cpuPerInference(),
        profile.serving().map(cost -> cost.besides(profile.closed().cpuPerInference())),
        profile.here().map(here -> here.besides(profile.closed().service().mean())),
        profile.settings().threads(),
        ReplicaSize.memory(profile),
        image,
        profile.load().plus(profile.firstInference()).plus(profile.warmUp()),
        Extrapolation.Origin.of(profile.environment(), book),
        List.of(),
        badge(profile),
        profile.inputs());
  }

  private static String badge(Profile profile) {
    return profile.disturbedAnywhere().isEmpty() || profile.inputs().madeUp()
        ? badge(profile.inputs())
        : MEASURED + DISTURBED;
  }

  /// Whether other programs used the machine while it was measured.
  boolean disturbed() {
    return badge.endsWith(DISTURBED);
  }

  /// What is measured with requests of a made-up size is an assumption.
  static String badge(InputSizes inputs) {
    return inputs.madeUp() ? ASSUMED : MEASURED;
  }

  public Workload with(List<Extrapolation.Measurement> onTargets) {
    return with(memory, onTargets);
  }

  /// The same in replicas that have so much memory at least.
  Workload inAtLeast(Bytes least) {
    return memory.compareTo(least) < 0 ? with(least, measurements) : this;
  }

  private Workload with(Bytes given, List<Extrapolation.Measurement> onTargets) {
    return new Workload(
        times,
        together,
        samplingSpread,
        cpu,
        serving,
        socket,
        threads,
        given,
        image,
        start,
        origin,
        onTargets,
        badge,
        inputs);
  }

  /// From the 95 % interval of the highest of the usual percentiles that the sample supports.
  private static double spread(Latencies latencies) {
    for (double percent : new double[] {99, 95, 90, 50}) {
      Optional<Latencies.AtPercentile> at = latencies.at(new Percentile(percent));
      if (at.isPresent() && at.get().low().isPositive()) {
        double high = at.get().high().toNanos();
        return Math.log(high / at.get().low().toNanos()) / 3.92;
      }
    }
    return 0.1;
  }
}
