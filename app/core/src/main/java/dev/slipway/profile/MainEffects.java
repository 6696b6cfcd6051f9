// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.util.List;

/// Guesses a value at a point from those at others: a mean and an effect of each setting's value,
/// added up (of the logarithm, so that effects multiply), drawn to zero where little is known.
final class MainEffects {

  private static final int SWEEPS = 30;
  private static final double CAUTION = 0.3;

  private final double[][] effects;
  private final double mean;

  /// @param sizes how many values each setting has
  /// @param at positions of what is known
  /// @param logs logarithms of the values there
  MainEffects(List<Integer> sizes, List<List<Integer>> at, List<Double> logs) {
    mean = logs.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    effects = new double[sizes.size()][];
    for (int setting = 0; setting < effects.length; setting++) {
      effects[setting] = new double[sizes.get(setting)];
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int setting = 0; setting < effects.length; setting++) {
        fit(setting, at, logs);
      }
    }
  }

  private void fit(int setting, List<List<Integer>> at, List<Double> logs) {
    double[] sums = new double[effects[setting].length];
    int[] counts = new int[sums.length];
    for (int i = 0; i < at.size(); i++) {
      int value = at.get(i).get(setting);
      sums[value] += logs.get(i) - guess(at.get(i)) + effects[setting][value];
      counts[value]++;
    }
    for (int value = 0; value < sums.length; value++) {
      effects[setting][value] =
          counts[value] == 0
              ? between(setting, value, counts)
              : sums[value] / (counts[value] + CAUTION);
    }
  }

  /// What was never tried is like its nearest tried neighbours.
  private double between(int setting, int value, int[] counts) {
    int below = value - 1;
    while (below >= 0 && counts[below] == 0) {
      below--;
    }
    int above = value + 1;
    while (above < counts.length && counts[above] == 0) {
      above++;
    }
    double low = below < 0 ? Double.NaN : effects[setting][below];
    double high = above >= counts.length ? Double.NaN : effects[setting][above];
    if (Double.isNaN(low)) {
      return Double.isNaN(high) ? 0 : high;
    }
    return Double.isNaN(high) ? low : (low + high) / 2;
  }

  /// The logarithm of the value there.
  double guess(List<Integer> at) {
    double sum = mean;
    for (int setting = 0; setting < effects.length; setting++) {
      sum += effects[setting][at.get(setting)];
    }
    return sum;
  }
}
