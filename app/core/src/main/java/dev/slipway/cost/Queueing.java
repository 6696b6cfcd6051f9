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

  /// Where a percentile of the response lies: simulation finds it between the two, save that the
  /// low end can be some percent too high with a single worker.
  public record Bracket(double low, double high) {}

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

  /// Mean wait before service, by Allen and Cunneen; for one worker it is Kingman's formula, and
  /// for exponential times exact.
  public static double meanWait(Station station, double rate) {
    double utilisation = station.utilisation(rate);
    if (utilisation >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    return erlangC(station.workers, rate * station.mean)
        * station.mean
        / (station.workers * (1 - utilisation))
        * station.variability();
  }

  /// The wait that a share of requests stays within.
  public static double waitWithin(Station station, double rate, double share) {
    double utilisation = station.utilisation(rate);
    if (utilisation >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double waiting = erlangC(station.workers, rate * station.mean);
    double tail = station.mean * station.variability() / (station.workers * (1 - utilisation));
    return Math.max(0, Math.log(waiting / (1 - share)) * tail);
  }

  /// The response (wait and service) that a share of requests stays within, for measured times.
  public static Bracket response(ServiceTimes times, Station station, double rate, double share) {
    double wait = waitWithin(station, rate, share);
    double service = times.quantile(share);
    return new Bracket(Math.max(service, wait + times.quantile(0.5)), wait + service);
  }

  /// The station that a request meets when a number of replicas share the arrivals: one replica for
  /// routing that does not look at load, with smoother arrivals in turn; all of them together where
  /// a free one is found.
  ///
  /// For least connections the result is too good by a tenth to a quarter with single workers;
  /// simulate before believing it.
  public static Station seen(Station replica, int replicas, Routing routing) {
    return switch (routing) {
      case RANDOM -> replica;
      case ROUND_ROBIN, TWO_CHOICES ->
          new Station(
              replica.workers,
              replica.mean,
              replica.serviceVariation,
              replica.arrivalVariation / replicas);
      case LEAST_CONNECTIONS, ONE_QUEUE ->
          new Station(
              replica.workers * replicas,
              replica.mean,
              replica.serviceVariation,
              replica.arrivalVariation);
    };
  }

  /// The arrivals that one station of [#seen] gets of all.
  public static double share(double rate, int replicas, Routing routing) {
    return switch (routing) {
      case RANDOM, ROUND_ROBIN, TWO_CHOICES -> rate / replicas;
      case LEAST_CONNECTIONS, ONE_QUEUE -> rate;
    };
  }
}
