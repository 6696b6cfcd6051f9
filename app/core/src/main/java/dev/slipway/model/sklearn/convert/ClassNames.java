// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.model.sklearn.Cell;
import java.util.List;
import java.util.stream.IntStream;

/// What classes are called: a number as a table would have it.
final class ClassNames {

  private ClassNames() {}

  static List<String> of(List<Cell> classes) {
    return classes.stream().map(ClassNames::of).toList();
  }

  static String of(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> text;
      case Cell.Number(double value) ->
          value == Math.rint(value) && Math.abs(value) < 1e15
              ? Long.toString((long) value)
              : Double.toString(value);
    };
  }

  /// Whether they are 0, 1, 2 ...: then a class is answered as a number.
  static boolean areIndices(List<String> names) {
    return IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals(Integer.toString(i)));
  }
}
