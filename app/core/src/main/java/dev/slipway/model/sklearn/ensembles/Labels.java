// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Classes of a classifier.
final class Labels {

  private Labels() {}

  static List<Cell> of(Instance fitted, String attribute) throws MalformedException {
    return cells(fitted, attribute, fitted.items(attribute));
  }

  /// @param attribute where they are from, for complaints
  static List<Cell> cells(Instance fitted, String attribute, List<Value> values)
      throws MalformedException {
    List<Cell> classes = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Value.Text(String text)) {
        classes.add(new Cell.Text(text));
      } else {
        double number =
            Instance.number(value)
                .orElseThrow(() -> fitted.lacks(attribute, "is neither numbers nor texts"));
        classes.add(new Cell.Number(number));
      }
    }
    if (classes.isEmpty()) {
      throw fitted.lacks(attribute, "is empty");
    }
    return List.copyOf(classes);
  }

  /// Classes 0, 1, ..., as estimators have them whose owner encodes them.
  static List<Cell> encoded(int classes) {
    return IntStream.range(0, classes).<Cell>mapToObj(Cell.Number::new).toList();
  }

  /// Where each of some classes is among all.
  static int[] places(Instance fitted, List<Cell> some, List<Cell> all) throws MalformedException {
    int[] places = new int[some.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = all.indexOf(some.get(i));
      if (places[i] < 0) {
        throw new MalformedException(
            "%s has class %s, which the whole model does not have"
                .formatted(fitted.path(), some.get(i)),
            false);
      }
    }
    return places;
  }
}
