// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/// Tails of the binomial distribution, exact to about twelve digits, for samples of any size: as
/// the regularized incomplete beta function (DLMF 8.17.5).
final class Binomial {

  private Binomial() {}

  /// The chance of at most `k` events in `n` tries, each with chance `q`.
  static double atMost(long k, long n, double q) {
    if (k >= n) {
      return 1;
    }
    return k < 0 ? 0 : RegularizedBeta.value(1 - q, (double) n - k, k + 1.0);
  }

  /// The chance of at least `k` events in `n` tries, each with chance `q`.
  static double atLeast(long k, long n, double q) {
    if (k <= 0) {
      return 1;
    }
    return k > n ? 0 : RegularizedBeta.value(q, (double) k, n - k + 1.0);
  }
}
