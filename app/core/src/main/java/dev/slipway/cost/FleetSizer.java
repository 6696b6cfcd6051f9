// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Extrapolation.Range;
import dev.slipway.cost.Sizing.Capacity;
import dev.slipway.cost.Sizing.Rules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Sizes fleets for one request; machines of one speed share the answer.
final class FleetSizer {
  private final EstimateRequest request;
  private final Rules rules;
  private final LoadCurve curve;
  private final Map<Range, Fleet> known = new HashMap<>();
  private final Map<Double, Capacity> capacities = new HashMap<>();

  FleetSizer(EstimateRequest request) {
    this.request = request;
    this.rules = request.rules();
    this.curve = LoadCurve.of(request.traffic());
  }

  LoadCurve curve() {
    return curve;
  }

  Fleet fleet(Range speed) {
    Fleet found = known.get(speed);
    if (found == null) {
      found = size(withSampling(speed));
      known.put(speed, found);
    }
    return found;
  }

  private Range withSampling(Range speed) {
    double spread = Math.hypot(speed.spread(), request.workload().samplingSpread());
    return Range.spread(speed.likely(), spread);
  }

  private Fleet size(Range speed) {
    Assumptions assumed = request.assumptions();
    Capacity slow = capacity(speed.nineInTen());
    Capacity planned = slow.slo() > 0 ? slow : capacity(speed.likely());
    double peakRate = curve.peak() * assumed.headroom().surge();
    Sizing peak = Sizing.of(usable(planned), peakRate, rules);
    int left = peak.replicas() - Math.ceilDiv(peak.replicas(), rules.zones());
    double each = peakRate / Math.max(1, left);
    List<Integer> low = daily(capacity(speed.oneInTen()), assumed.traffic().low());
    List<Integer> likely = larger(daily(capacity(speed.likely()), 1), low);
    List<Integer> high = larger(daily(slow, assumed.traffic().high()), likely);
    return new Fleet(
        peak,
        planned,
        meets(speed, curve.peak() / peak.replicas()),
        size(each, speed.nineInTen()),
        low,
        likely,
        high);
  }

  private ReplicaSize size(double rate, double speed) {
    Workload workload = request.workload();
    Duration cpu = workload.cpu().plus(request.protocol());
    Duration there = Duration.ofNanos(Math.round(cpu.toNanos() / speed));
    return new ReplicaSize(
        ReplicaSize.millicores(rate, there, rules.ceiling(), workload.threads()),
        workload.memory());
  }

  private List<Integer> daily(Capacity capacity, double traffic) {
    Capacity usable = usable(capacity);
    return curve.steps().stream()
        .map(LoadCurve.Step::rate)
        .map(rate -> rate == 0 ? 2 : Sizing.of(usable, rate * traffic, rules).replicas())
        .toList();
  }

  private static List<Integer> larger(List<Integer> one, List<Integer> other) {
    return IntStream.range(0, one.size())
        .mapToObj(i -> Math.max(one.get(i), other.get(i)))
        .toList();
  }

  /// Where even an idle worker is too slow, more replicas do not help: the ceiling alone counts.
  private static Capacity usable(Capacity capacity) {
    return capacity.slo() > 0
        ? capacity
        : new Capacity(capacity.utilisation(), capacity.utilisation());
  }

  Capacity capacity(double speed) {
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
