// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Queueing.Station;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.List;

/// Sizes the replicas for a rate, and names the need that decides.
///
/// @param replicas the largest of the four
/// @param forSlo so that the latency objectives hold at the rate
/// @param forUtilisation so that no worker is busier than the ceiling
/// @param forAvailability so that the rest still meets the first two when a zone is lost; at least
///   2
/// @param forMemory so that no replica needs more memory than it can get
/// @param binding the need that decides: `slo`, `utilisation`, `availability` or `memory`
public record Sizing(
    int replicas,
    int forSlo,
    int forUtilisation,
    int forAvailability,
    int forMemory,
    String binding) {

  /// More than this is not a size but a sign that the model does not fit the objective.
  static final int MOST = 100_000;

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

    /// In requests, where so many run in one inference.
    Capacity times(int together) {
      return new Capacity(slo * together, utilisation * together);
    }
  }

  /// What a worker needs and may have, in bytes.
  ///
  /// @param base of a replica without workers
  /// @param worker of each worker
  /// @param most that a replica can get
  public record Memory(long base, long worker, long most) {

    /// Nothing is known that would limit.
    public static final Memory FREE = new Memory(0, 0, Long.MAX_VALUE);

    /// Workers that fit into a replica.
    public long fitting() {
      return most < base ? 0 : worker == 0 ? Integer.MAX_VALUE : (most - base) / worker;
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

  /// Replicas with one worker each, for a rate.
  public static Sizing of(Capacity capacity, double rate, Rules rules) {
    return of(capacity, rate, rules, 1, Memory.FREE);
  }

  /// Replicas with some workers each, for a rate, as far as memory allows.
  public static Sizing of(Capacity capacity, double rate, Rules rules, int workers, Memory memory) {
    int slo = needed(rate, capacity.slo * workers);
    int utilisation = needed(rate, capacity.utilisation * workers);
    int base = Math.max(slo, utilisation);
    int availability = survivingZone(base, rules.zones);
    long fitting = Math.min(workers, memory.fitting());
    int tight = fitting == workers ? 1 : needed(rate, capacity.rate() * fitting);
    int most = Math.max(Math.max(base, availability), tight);
    String binding =
        most > Math.max(base, availability)
            ? "memory"
            : most > base ? "availability" : slo >= utilisation ? "slo" : "utilisation";
    return new Sizing(most, slo, utilisation, availability, tight, binding);
  }

  private static int needed(double rate, double each) {
    if (rate <= 0) {
      return 1;
    }
    double exact = rate / each;
    return exact >= MOST ? MOST : (int) Math.max(1, Math.ceil(exact - 1e-9));
  }

  /// The fewest replicas, spread evenly, of which `needed` are left when the fullest zone is lost.
  static int survivingZone(int needed, int zones) {
    if (zones == 1) {
      return Math.max(2, needed);
    }
    // n - ceil(n / z) >= needed, solved for n
    return Math.max(2, Math.ceilDiv(needed * zones, zones - 1));
  }
}
