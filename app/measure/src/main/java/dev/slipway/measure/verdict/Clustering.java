// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// How many requests tell as much as one independent one would, where late ones come together, as
/// they do in a queue: by which factor the variance of a share exceeds the binomial one (the design
/// effect, L. Kish, Survey Sampling, 1965, section 8.2).
///
/// The variance of the share is that of batch means (A. M. Law, Simulation Modeling and Analysis,
/// 5th ed., 2014, section 9.5), the share being a ratio of sums over the parts of the run (W. G.
/// Cochran, Sampling Techniques, 3rd ed., 1977, chapter 6). Few parts may differ less than they
/// should by luck: so it is the variance that they would show less of in one run of twenty only, by
/// the chi-squared distribution. Parts that are too short for a slow queue go on with what the part
/// before left over, and differ too little; parts of twice the length, two neighbours each, then
/// show more. The worse of both counts.
final class Clustering {

  /// How seldom the variance may be larger than it is taken for.
  private static final double BY_LUCK = 0.05;

  private Clustering() {}

  /// @param count requests in each part of the run, one after the other
  /// @param late which of them count as late
  /// @return from 1, of independent ones, up to their number, where nothing is known
  static double factor(long[] count, long[] late) {
    return Math.max(apart(count, late), apart(pairs(count), pairs(late)));
  }

  private static long[] pairs(long[] parts) {
    long[] pairs = new long[parts.length / 2];
    Arrays.setAll(pairs, i -> parts[2 * i] + parts[2 * i + 1]);
    return pairs;
  }

  /// How far these parts are apart, with caution.
  private static double apart(long[] count, long[] late) {
    double all = 0;
    double over = 0;
    int filled = 0;
    for (int i = 0; i < count.length; i++) {
      all += count[i];
      over += late[i];
      filled += count[i] > 0 ? 1 : 0;
    }
    double share = over / Math.max(1, all);
    if (share == 0 || share == 1) {
      return 1; // nothing varies
    }
    if (filled < 2) {
      return Math.max(1, all);
    }
    double squares = 0;
    for (int i = 0; i < count.length; i++) {
      double rest = late[i] - share * count[i];
      squares += rest * rest;
    }
    double binomial = all * share * (1 - share);
    double seen = squares * filled / (filled - 1) / binomial;
    return Math.clamp(seen * caution(filled - 1), 1, Math.max(1, all));
  }

  /// A variance of so many degrees of freedom, divided by what it seldom falls short of: 19 /
  /// 10.117 for 20 parts, 9 / 3.325 for 10.
  static double caution(int freedom) {
    double low = 0;
    double high = freedom;
    while (high - low > 1e-12 * freedom) {
      double middle = (low + high) / 2;
      if (RegularizedGamma.P.value(freedom / 2.0, middle / 2) < BY_LUCK) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return freedom / high;
  }
}
