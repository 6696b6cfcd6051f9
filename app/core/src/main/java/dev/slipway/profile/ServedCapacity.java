// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import java.time.Duration;

/// How many requests a second a container can serve, foretold from what was measured on one
/// machine, in process.
///
/// The utilisation law (P. J. Denning and J. P. Buzen, The Operational Analysis of Queueing Network
/// Models, ACM Computing Surveys 10(3), 1978): what each request needs for a time D is busy for the
/// share X · D at X requests a second, so that N of them serve at most N / D. Here N are the cores
/// that the container may use, a part of one included, and D is CPU time: of one inference, and of
/// serving one request.
///
/// It holds where CPU is what limits, on processors like the one measured, for requests that are
/// run one by one: where the service runs rows of several requests together, it serves more.
///
/// @param inference CPU time of one inference in process, over all threads
/// @param serving CPU time of one request in the serving runtime, without the model
public record ServedCapacity(Duration inference, Duration serving) {

  public ServedCapacity {
    if (inference.isNegative() || serving.isNegative() || inference.plus(serving).isZero()) {
      throw new IllegalArgumentException("no CPU time: " + inference + ", " + serving);
    }
  }

  /// CPU time of one request.
  public Duration request() {
    return inference.plus(serving);
  }

  /// @param cores that the container may use: 1 of `--cpus 1`, 0.5 of 500 millicores
  public Rate of(double cores) {
    return new Rate(cores * Duration.ofSeconds(1).toNanos() / request().toNanos());
  }

  /// A foretold rate and the one that was measured then.
  ///
  /// @param cores that the service could use
  public record Pair(double cores, Rate predicted, Rate measured) {

    /// By which share of the measured rate the foretold one is off; above 0 it promised too much.
    public double error() {
      return predicted.perSecond() / measured.perSecond() - 1;
    }
  }
}
