// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.request.Cells;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// What the labels of two files tell apart: classes, or numbers in order.
///
/// @param numbers the labels as numbers, the reference's first; empty where they are classes
record LabelGroups(List<String> reference, List<String> holdout, double[] numbers) {

  /// Numbers with more different values than this are a quantity and no classes.
  private static final int MOST_CLASSES = 20;

  private static final int PARTS = 4;

  static LabelGroups of(List<String> reference, List<String> holdout) {
    double[] numbers = new double[reference.size() + holdout.size()];
    Set<String> different = new HashSet<>();
    for (int i = 0; i < numbers.length; i++) {
      String label = i < reference.size() ? reference.get(i) : holdout.get(i - reference.size());
      OptionalDouble number = Cells.number(label);
      if (number.isEmpty()) {
        return new LabelGroups(reference, holdout, new double[0]);
      }
      numbers[i] = number.getAsDouble();
      different.add(label);
    }
    return new LabelGroups(
        reference, holdout, different.size() > MOST_CLASSES ? numbers : new double[0]);
  }

  boolean areNumbers() {
    return numbers.length > 0;
  }

  /// A group for each row: its class, or its quarter of the numbers.
  List<String> groups(boolean ofHoldout) {
    if (!areNumbers()) {
      return ofHoldout ? holdout : reference;
    }
    double[] sorted = Arrays.copyOf(numbers, reference.size());
    Arrays.sort(sorted);
    double[] mine =
        ofHoldout
            ? Arrays.copyOfRange(numbers, reference.size(), numbers.length)
            : Arrays.copyOf(numbers, reference.size());
    return Arrays.stream(mine).mapToObj(number -> quarter(sorted, number)).toList();
  }

  private static String quarter(double[] sorted, double number) {
    int part = 0;
    while (part < PARTS - 1 && number > sorted[(part + 1) * (sorted.length - 1) / PARTS]) {
      part++;
    }
    return "" + part;
  }
}
