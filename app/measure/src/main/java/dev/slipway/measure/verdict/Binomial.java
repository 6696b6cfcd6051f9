// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/// Tails of the binomial distribution, exact to about twelve digits, for samples of any size: as
/// the regularized incomplete beta function (DLMF 8.17.5). That function takes numbers between
/// whole ones, too, as they come where clustered requests are worth fewer independent ones.
final class Binomial {

  private Binomial() {}

  /// The chance of at most `k` events in `n` tries, each with chance `q`.
  static double atMost(long k, long n, double q) {
    return atMost((double) k, (double) n, q);
  }

  /// The same between whole numbers.
  static double atMost(double k, double n, double q) {
    if (k >= n) {
      return 1;
    }
    return k < 0 ? 0 : RegularizedBeta.value(1 - q, n - k, k + 1);
  }

  /// The chance of at least `k` events in `n` tries, each with chance `q`.
  static double atLeast(long k, long n, double q) {
    return atLeast((double) k, (double) n, q);
  }

  /// The same between whole numbers.
  static double atLeast(double k, double n, double q) {
    if (k <= 0) {
      return 1;
    }
    return k > n ? 0 : RegularizedBeta.value(q, k, n - k + 1);
  }
}
