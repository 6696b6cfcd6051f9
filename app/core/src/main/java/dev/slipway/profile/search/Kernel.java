// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import java.util.List;

/// How alike the values at two points are taken to be, from 0 to 1: in part each setting by itself
/// (settings that act apart), in part all of them at once (settings that act together).
///
/// @param reach of each setting: how far apart two of its values may be, as a share of all of them,
///   and still tell something of each other
/// @param together the part of settings acting together
/// @param noise variance of a reading, as a share of the variance of what is read
record Kernel(List<Double> reach, double together, double noise) {

  private static final double ROOT_THREE = Math.sqrt(3);

  Kernel {
    reach = List.copyOf(reach);
  }

  double alike(double[] a, double[] b) {
    double product = 1;
    for (int setting = 0; setting < a.length; setting++) {
      double one = along(Math.abs(a[setting] - b[setting]) / reach.get(setting));
      product *= (1 + together * one) / (1 + together);
    }
    return product;
  }

  /// Matérn's of order 3/2: smooth, and no smoother than settings are.
  private static double along(double distance) {
    double scaled = ROOT_THREE * distance;
    return (1 + scaled) * Math.exp(-scaled);
  }
}
