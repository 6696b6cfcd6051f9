// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.sklearn.Cell;
import java.util.List;
import java.util.stream.IntStream;

/// Labels of rows that may have several: columns of zeros and ones, which have no names.
final class LabelNames {

  private LabelNames() {}

  static List<String> made(int count) {
    return IntStream.range(0, count).mapToObj(i -> "label_" + i).toList();
  }

  /// Whether a target's classes are only that it applies or that it does not.
  static boolean applies(List<Cell> classes) {
    return classes.stream()
        .allMatch(cell -> cell instanceof Cell.Number(double value) && (value == 0 || value == 1));
  }
}
