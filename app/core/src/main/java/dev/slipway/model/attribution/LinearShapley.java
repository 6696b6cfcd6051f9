// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import java.util.List;

/// Exact Shapley values of a linear score: each column adds its weight times how far its value lies
/// from the mean of the background, and a feature adds what its columns do.
final class LinearShapley {

  private LinearShapley() {}

  /// @param players which feature each column belongs to
  /// @param count number of features
  static double[] of(
      double[] weights, int[] players, int count, double[] row, List<double[]> background) {
    double[] values = new double[count];
    for (int i = 0; i < weights.length; i++) {
      int column = i;
      double mean = background.stream().mapToDouble(other -> other[column]).average().orElse(0);
      values[players[i]] += weights[i] * (row[i] - mean);
    }
    return values;
  }
}
