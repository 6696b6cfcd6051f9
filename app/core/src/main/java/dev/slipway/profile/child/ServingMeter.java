// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.machine.CpuQuota;
import dev.slipway.measure.service.ServedCapacity.Demand;
import dev.slipway.measure.wire.WireLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Measures what a request costs when it is served: see [dev.slipway.profile.ServingCost].
final class ServingMeter {

  /// In which the server is watched until it costs no less than before.
  private static final int WINDOWS = 8;

  private static final double STEADY = 1.05;

  /// Of a slow model a stretch takes longer, so that it is the mean of some.
  private static final int FEWEST = 32;

  private static final int LONGEST = 4;

  private final ServedJob job;
  private final WireLoad load;
  private final Duration length;
  private final Duration window;

  /// @param load of many clients, on a service that is warm
  /// @param most answers a second that they got then
  ServingMeter(ServedJob job, WireLoad load, Rate most) {
    this.job = job;
    this.load = load;
    this.length = job.alone().pace().serving();
    this.window = enough(length.dividedBy(WINDOWS), FEWEST / most.perSecond());
  }

  /// @param demands empty where an answer was wrong
  /// @param unlimited why no quota could be set
  record Found(List<Demand> demands, boolean settled, Optional<String> unlimited) {}

  Found measure(Progress progress) throws IOException, InterruptedException {
    List<Demand> windows = new ArrayList<>();
    while (windows.size() < WINDOWS && !settled(windows)) {
      progress.step(0.5 * windows.size() / WINDOWS, "measuring what serving costs");
      windows.add(stretch(Optional.empty(), window));
    }
    List<Demand> demands = new ArrayList<>(List.of(windows.getLast()));
    Optional<String> unlimited = Optional.empty();
    try (CpuQuota quota = CpuQuota.of(job.process())) {
      for (double cores : quotas()) {
        progress.step(
            0.5 + 0.25 * (demands.size() - 1),
            "measuring what serving costs with a quota of " + cores);
        quota.limit(cores);
        WireLoad.Count _ = load.run(window);
        double needed = FEWEST * windows.getLast().request().toNanos() / 1e9 / cores;
        demands.add(stretch(Optional.of(cores), enough(length.dividedBy(2), needed)));
      }
    } catch (CpuQuota.Unavailable refused) {
      unlimited = Optional.of(refused.why());
    }
    boolean right = demands.stream().allMatch(demand -> demand.requests() > 0);
    return new Found(right ? demands : List.of(), settled(windows), unlimited);
  }

  /// As many cores as a replica gets, and half of them.
  private List<Double> quotas() {
    double cores = job.alone().settings().threads();
    return List.of(cores, cores / 2);
  }

  private static Duration enough(Duration least, double seconds) {
    double nanos = least.toNanos();
    return Duration.ofNanos((long) Math.clamp(seconds * 1e9, nanos, LONGEST * nanos));
  }

  /// Requests are 0 where one was answered wrongly, or none.
  private Demand stretch(Optional<Double> cores, Duration time)
      throws IOException, InterruptedException {
    long before = job.cpu();
    WireLoad.Count count = load.run(time);
    long cpu = job.cpu() - before;
    long requests = count.wrong() > 0 ? 0 : count.right();
    Rate rate = count.rate();
    return new Demand(
        cores, Duration.ofNanos(Math.max(1, cpu / Math.max(1, requests))), requests, rate);
  }

  private static boolean settled(List<Demand> windows) {
    if (windows.size() < 4) {
      return false;
    }
    List<Demand> last = windows.subList(windows.size() - 4, windows.size());
    return mean(last.subList(0, 2)) <= STEADY * mean(last.subList(2, 4));
  }

  private static double mean(List<Demand> some) {
    return some.stream().mapToLong(each -> each.request().toNanos()).average().orElse(0);
  }
}
