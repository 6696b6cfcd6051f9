// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

/// The standard normal distribution.
public final class Normal {

  private Normal() {}

  public static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /// Probability of less than this: Abramowitz and Stegun 26.2.17, error below 1e-7.
  public static double below(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double tail =
        density(z)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return z < 0 ? tail : 1 - tail;
  }

  /// The number that a share of the distribution is below, sought by halving; between -9 and 9.
  ///
  /// @param share 0 to 1
  public static double quantile(double share) {
    double low = -9;
    double high = 9;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (below(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
