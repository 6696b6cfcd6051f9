// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import dev.slipway.base.Rate;
import java.time.Duration;

/// How many requests a second a container can serve, predicted from what was measured in this
/// process.
///
/// The utilisation law (P. J. Denning and J. P. Buzen, The Operational Analysis of Queueing Network
/// Models, ACM Computing Surveys 10(3), 1978): what each request needs for a time D is busy for the
/// share X · D at X requests a second, so that N of them serve at most N / D. Here N are the cores
/// that the container may use, a part of one included, and D is the CPU time of a request.
///
/// It holds where CPU is what limits, on processors like the one measured.
///
/// @param request CPU time of one request in the serving runtime, the model included
public record ServedCapacity(Duration request) {

  public ServedCapacity {
    if (!request.isPositive()) {
      throw new IllegalArgumentException("no CPU time: " + request);
    }
  }

  /// @param cores that the container may use: 1 of `--cpus 1`, 0.5 of 500 millicores
  public Rate of(double cores) {
    return new Rate(cores * Duration.ofSeconds(1).toNanos() / request.toNanos());
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
