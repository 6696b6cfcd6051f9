// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Queueing.Station;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.List;

/// What one replica can do within its objectives.
public final class Sizing {

  private Sizing() {}

  /// What replicas must hold.
  ///
  /// @param latency limits at the client
  /// @param network part of each limit that the way to the client takes
  /// @param ceiling largest share of a worker's time that is planned for, such as 0.6
  /// @param zones that replicas are spread over
  public record Rules(List<LatencyLimit> latency, Duration network, double ceiling, int zones) {
    public Rules {
      latency = List.copyOf(latency);
      if (!(ceiling > 0 && ceiling < 1) || zones < 1) {
        throw new IllegalArgumentException("not a ceiling and zones: " + ceiling + ", " + zones);
      }
    }
  }

  /// What one worker can do.
  ///
  /// @param slo arrivals a second within the latency objectives; 0 when even an idle one is too
  ///   slow
  /// @param utilisation arrivals a second up to the ceiling
  public record Capacity(double slo, double utilisation) {

    /// What both allow.
    public double rate() {
      return Math.min(slo, utilisation);
    }

    /// Where even an idle worker is too slow, more replicas do not help: the ceiling alone counts.
    public Capacity usable() {
      return slo > 0 ? this : new Capacity(utilisation, utilisation);
    }

    /// In requests, where so many run in one inference.
    Capacity times(int together) {
      return new Capacity(slo * together, utilisation * together);
    }
  }

  /// What one worker of these times can do when requests come to it at random: as routing that does
  /// not look at load sends them. The percentile is the upper end of the bracket.
  public static Capacity capacity(ServiceTimes times, Rules rules) {
    double byUtilisation = rules.ceiling / times.mean();
    if (withinLimits(times, rules, byUtilisation)) {
      return new Capacity(largest(times, rules, byUtilisation, 1 / times.mean()), byUtilisation);
    }
    return new Capacity(largest(times, rules, 0, byUtilisation), byUtilisation);
  }

  private static double largest(ServiceTimes times, Rules rules, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < 40 && high - low > 1e-6 * high; i++) {
      double middle = (low + high) / 2;
      if (withinLimits(times, rules, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Whether all limits hold at a rate to one worker.
  static boolean withinLimits(ServiceTimes times, Rules rules, double rate) {
    Station station = new Station(1, times.mean(), times.squaredVariation(), 1);
    for (LatencyLimit objective : rules.latency) {
      double response = Queueing.response(times, station, rate, objective.at().share());
      if (response > seconds(objective.limit()) - seconds(rules.network)) {
        return false;
      }
    }
    return true;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
