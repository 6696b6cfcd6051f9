// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Extrapolation.Range;
import dev.slipway.cost.Sizing.Capacity;
import dev.slipway.cost.Sizing.Rules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sizes fleets for one request; machines of one speed share the answer.
final class FleetSizer {
  private final EstimateRequest request;
  private final Rules rules;
  private final LoadCurve curve;

  /// By the numbers of a range: Java makes classes at each start to tell a record from others.
  private final Map<List<Double>, List<Sized>> known = new HashMap<>();

  private final Map<Double, Capacity> capacities = new HashMap<>();

  /// A fleet at a speed.
  ///
  /// @param faster how many times as fast as planned a target is that one in ten exceeds: so many
  ///   times fewer replicas keep the CPU at its target there
  /// @param meetsSlo probability that the latency objectives hold at the stated peak
  record Sized(Fleet fleet, double faster, double meetsSlo) {}

  FleetSizer(EstimateRequest request) {
    this.request = request;
    this.rules = request.rules();
    this.curve = LoadCurve.of(request.traffic());
  }

  LoadCurve curve() {
    return curve;
  }

  /// The fleets that hold the objectives on nine in ten targets of a speed.
  List<Sized> fleets(Range speed) {
    List<Double> numbers = List.of(speed.low(), speed.likely(), speed.high());
    List<Sized> found = known.get(numbers);
    if (found == null) {
      found = size(withSampling(speed));
      known.put(numbers, found);
    }
    return found;
  }

  private Range withSampling(Range speed) {
    double spread = Math.hypot(speed.spread(), request.workload().samplingSpread());
    return Range.spread(speed.likely(), spread);
  }

  /// Where nine in ten targets are too slow even when idle, the likely speed counts.
  private List<Sized> size(Range speed) {
    double planned = capacity(speed.nineInTen()).slo() > 0 ? speed.nineInTen() : speed.likely();
    double faster = speed.oneInTen() / planned;
    Map<Integer, Double> meets = new HashMap<>();
    return needs(planned).options().stream()
        .map(fleet ->
            new Sized(
                fleet,
                faster,
                meets.computeIfAbsent(
                    fleet.atPeak(), replicas -> meets(speed, curve.peak() / replicas))))
        .toList();
  }

  private FleetNeeds needs(double speed) {
    Workload workload = request.workload();
    Duration cpu = workload.cpu().plus(request.protocol());
    return new FleetNeeds(
        curve,
        capacity(speed).usable(),
        Duration.ofNanos(Math.max(1, Math.round(cpu.toNanos() / speed))),
        workload.threads(),
        request.memory(),
        request.assumptions().headroom(),
        start(speed),
        staging(),
        request.assumptions().byHand());
  }

  /// Where no staging is priced, none is set by hand either.
  private int staging() {
    int usual = request.scope().terms().staging();
    return usual == 0 ? 0 : request.assumptions().byHand().staging().orElse(usual);
  }

  /// A slower machine starts as much later. A faster one need not: a start waits for more than CPU.
  private Duration start(double speed) {
    long nanos = Math.round(request.workload().start().toNanos() / Math.min(1, speed));
    return Duration.ofNanos(nanos).plusSeconds(1);
  }

  private Capacity capacity(double speed) {
    return capacities.computeIfAbsent(
        speed, s -> Sizing.capacity(request.busy(s), rules).times(request.workload().together()));
  }

  private double meets(Range speed, double rate) {
    double low = speed.likely() / 50;
    double high = speed.likely() * 50;
    if (!holds(high, rate)) {
      return 0;
    }
    for (int i = 0; i < 30; i++) {
      double middle = Math.sqrt(low * high);
      if (holds(middle, rate)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return speed.atLeast(high);
  }

  private boolean holds(double speed, double rate) {
    ServiceTimes times = request.busy(speed);
    double inferences = rate / request.workload().together();
    return inferences * times.mean() < 1 && Sizing.withinLimits(times, rules, inferences);
  }
}
