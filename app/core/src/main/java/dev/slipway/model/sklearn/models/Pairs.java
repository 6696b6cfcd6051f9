// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

/// Borders between each two of several classes, in libsvm's order: the first with all behind it,
/// then the second.
///
/// @param classes how many
record Pairs(int classes) {

  int count() {
    return classes * (classes - 1) / 2;
  }

  /// Tells each pair.
  @FunctionalInterface
  interface Each {
    void pair(int number, int first, int second);
  }

  void each(Each each) {
    int number = 0;
    for (int first = 0; first < classes; first++) {
      for (int second = first + 1; second < classes; second++) {
        each.pair(number++, first, second);
      }
    }
  }

  /// A row a class: 1 where it is the first of a pair, -1 where it is the second.
  double[][] sides() {
    double[][] sides = new double[classes][count()];
    each((number, first, second) -> {
      sides[first][number] = 1;
      sides[second][number] = -1;
    });
    return sides;
  }

  /// Of how many pairs each class is the second.
  double[] seconds() {
    double[] seconds = new double[classes];
    each((number, first, second) -> seconds[second]++);
    return seconds;
  }
}
