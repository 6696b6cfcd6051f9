// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

/// Waiting times of requests, by formula. Times are in seconds, rates in requests a second. All
/// results are infinite where more arrives than can be served.
public final class Queueing {

  private Queueing() {}

  /// Some equal workers behind one line.
  ///
  /// @param mean mean time of a request in a worker
  /// @param serviceVariation squared coefficient of variation of that time
  /// @param arrivalVariation the same of the gaps between arrivals; 1 for independent users
  public record Station(
      int workers, double mean, double serviceVariation, double arrivalVariation) {
    public Station {
      if (workers < 1 || !(mean > 0) || serviceVariation < 0 || arrivalVariation < 0) {
        throw new IllegalArgumentException("not a station");
      }
    }

    /// Share of the workers' time that a rate keeps busy.
    public double utilisation(double rate) {
      return rate * mean / workers;
    }

    private double variability() {
      return (arrivalVariation + serviceVariation) / 2;
    }
  }

  /// Probability that all of `workers` are busy and the request is lost; `load` in Erlang.
  public static double erlangB(int workers, double load) {
    double blocked = 1;
    for (int k = 1; k <= workers; k++) {
      blocked = load * blocked / (k + load * blocked);
    }
    return blocked;
  }

  /// Probability that a request has to wait; `load` in Erlang.
  public static double erlangC(int workers, double load) {
    double utilisation = load / workers;
    if (utilisation >= 1) {
      return 1;
    }
    double blocked = erlangB(workers, load);
    return blocked / (1 - utilisation * (1 - blocked));
  }

  /// The wait that a share of requests stays within: exponential beyond the chance to wait at all,
  /// with the mean of Allen and Cunneen; for one worker that is Kingman's formula.
  public static double waitWithin(Station station, double rate, double share) {
    double utilisation = station.utilisation(rate);
    if (utilisation >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double waiting = erlangC(station.workers, rate * station.mean);
    double tail = station.mean * station.variability() / (station.workers * (1 - utilisation));
    return Math.max(0, Math.log(waiting / (1 - share)) * tail);
  }

  /// A bound on the response (wait and service) that a share of requests stays within, for measured
  /// times: as if the longest waits met the longest services.
  public static double response(ServiceTimes times, Station station, double rate, double share) {
    return waitWithin(station, rate, share) + times.quantile(share);
  }
}
