// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.drift;

import java.util.ArrayList;
import java.util.List;

/// How a feature's values are told apart.
public sealed interface Bins {

  /// The names of the bins, in order; missing values are counted beside them.
  List<String> names();

  /// Numbers, by ascending upper bounds, each bound belonging to the bin that it closes; one more
  /// bin takes what is above the last.
  record Numbers(List<Double> upperBounds) implements Bins {
    public Numbers {
      upperBounds = List.copyOf(upperBounds);
      for (int i = 1; i < upperBounds.size(); i++) {
        if (upperBounds.get(i) <= upperBounds.get(i - 1)) {
          throw new IllegalArgumentException("the bounds do not ascend");
        }
      }
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(upperBounds.stream().map(String::valueOf).toList());
      names.add("+Inf");
      return names;
    }
  }

  /// Texts or whole numbers; one more bin, `other`, takes what is not listed.
  record Categories(List<String> values) implements Bins {
    public Categories {
      values = List.copyOf(values);
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(values);
      names.add("other");
      return names;
    }
  }
}
