// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import dev.slipway.base.Rate;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How many requests a second a container can serve, predicted from what was measured outside of
/// one.
///
/// The utilisation law (P. J. Denning and J. P. Buzen, The Operational Analysis of Queueing Network
/// Models, ACM Computing Surveys 10(3), 1978): what each request needs for a time D is busy for the
/// share X · D at X requests a second, so that N of them serve at most N / D. Here N are the cores
/// that the container may use, a part of one included, and D is the CPU time of a request.
///
/// It holds where CPU is what limits, on processors like the one measured.
///
/// @param demands CPU time of a request, under each quota that was tried and without one
/// @param network CPU time that a container's network takes of a request besides: see
///   [ContainerNetwork]
public record ServedCapacity(List<Demand> demands, Duration network) {

  public ServedCapacity {
    demands = List.copyOf(demands);
    if (demands.isEmpty() || network.isNegative()) {
      throw new IllegalArgumentException("no CPU time: " + demands + ", " + network);
    }
  }

  /// @param request CPU time of one, whatever the quota
  public ServedCapacity(Duration request) {
    this(List.of(new Demand(Optional.empty(), request, 1, new Rate(0))), Duration.ZERO);
  }

  /// What a request took of the serving runtime, the model included.
  ///
  /// @param cores of the quota; empty where none was set
  /// @param request CPU time of one
  /// @param requests that it is the mean of
  /// @param rate of answers meanwhile
  public record Demand(Optional<Double> cores, Duration request, long requests, Rate rate) {
    public Demand {
      if (!request.isPositive()) {
        throw new IllegalArgumentException("no CPU time: " + request);
      }
    }
  }

  /// What counts for a container: a quota stops the process at the end of its share, and what it
  /// does after that costs more, the more the less it may use. So it is the largest quota that is
  /// not above the container's, else the smallest, else what was measured without one.
  public Demand demand(double cores) {
    Comparator<Demand> size = Comparator.comparing(each -> each.cores().orElse(0.0));
    List<Demand> limited =
        demands.stream().filter(each -> each.cores().isPresent()).sorted(size).toList();
    return limited.stream()
        .filter(each -> each.cores().orElse(0.0) <= cores)
        .reduce((smaller, larger) -> larger)
        .or(() -> limited.stream().findFirst())
        .orElse(demands.getFirst());
  }

  /// CPU time of a request in a container of so many cores, its network included.
  public Duration request(double cores) {
    return demand(cores).request().plus(network);
  }

  /// @param cores that the container may use: 1 of `--cpus 1`, 0.5 of 500 millicores
  public Rate of(double cores) {
    return new Rate(cores * Duration.ofSeconds(1).toNanos() / request(cores).toNanos());
  }

  /// A predicted rate and the one that was measured then.
  ///
  /// @param cores that the service could use
  public record Pair(double cores, Rate predicted, Rate measured) {

    /// By which share of the measured rate the predicted one is off; above 0 it promised too much.
    public double error() {
      return predicted.perSecond() / measured.perSecond() - 1;
    }
  }
}
