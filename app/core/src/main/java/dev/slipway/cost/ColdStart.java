// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

/// What scaling to zero does to requests, and when it pays.
public final class ColdStart {

  private ColdStart() {}

  /// Probability that a request finds nothing running: no other came within the idle time.
  ///
  /// @param rate requests a second, of independent users
  public static double probability(double rate, double idleSeconds) {
    return Math.exp(-rate * idleSeconds);
  }

  /// Requests of a month above which a fixed cost is cheaper than one by request.
  public static double breakEven(double fixedMonth, double perRequest) {
    return perRequest <= 0 ? Double.POSITIVE_INFINITY : fixedMonth / perRequest;
  }
}
