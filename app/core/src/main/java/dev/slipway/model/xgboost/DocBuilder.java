// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import dev.slipway.model.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the items of one array: flat while they are numbers.
final class DocBuilder {

  private final Doc.Numbers numbers = new Doc.Numbers();
  private @Nullable List<Doc> others;

  void add(Doc item) {
    if (others == null && item instanceof Doc.Num(double value)) {
      numbers.add(value);
      return;
    }
    if (others == null) {
      others = new ArrayList<>(numbers.boxed().items());
    }
    others.add(item);
  }

  Doc done() {
    return others == null ? numbers : new Doc.Array(others);
  }

  /// Counts what a file holds, so that a small hostile one cannot fill the memory.
  static final class Quota {
    private int values;

    void take(int depth) throws MalformedException {
      if (++values > Doc.MOST_VALUES) {
        throw new MalformedException("it holds more than " + Doc.MOST_VALUES + " values", false);
      }
      if (depth > Doc.DEEPEST) {
        throw new MalformedException("it is nested deeper than " + Doc.DEEPEST + " levels", false);
      }
    }
  }
}
