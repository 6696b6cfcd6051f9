// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

/// Tails of the binomial distribution, exact to about twelve digits, for samples of any size.
final class Binomial {

  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-15;
  private static final int MOST_TERMS = 1_000_000;
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private Binomial() {}

  /// The chance of at most `k` events in `n` tries, each with chance `q`.
  static double atMost(long k, long n, double q) {
    if (k >= n) {
      return 1;
    }
    return k < 0 ? 0 : beta(1 - q, (double) n - k, k + 1.0);
  }

  /// The chance of at least `k` events in `n` tries, each with chance `q`.
  static double atLeast(long k, long n, double q) {
    if (k <= 0) {
      return 1;
    }
    return k > n ? 0 : beta(q, (double) k, n - k + 1.0);
  }

  /// The regularized incomplete beta function: DLMF 8.17.
  static double beta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double factor =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    boolean direct = x < (a + 1) / (a + b + 2);
    return direct ? factor * fraction(x, a, b) / a : 1 - factor * fraction(1 - x, b, a) / b;
  }

  /// The continued fraction of DLMF 8.17.22, by Lentz's method.
  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /// Stirling's series (DLMF 5.11.1), after moving small arguments up.
  private static double logGamma(double x) {
    double moved = 0;
    double z = x;
    while (z < 20) {
      moved -= Math.log(z);
      z++;
    }
    double inverse = 1 / z;
    double square = inverse * inverse;
    double series =
        inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
    return moved + (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + series;
  }
}
