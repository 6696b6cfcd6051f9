// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// In which order a chain answers its targets.
final class Chains {

  private Chains() {}

  static List<Integer> inOrder(int targets) {
    return IntStream.range(0, targets).boxed().toList();
  }

  static List<Integer> order(Instance fitted, int targets) throws MalformedException {
    List<Integer> order = new ArrayList<>();
    for (double target : fitted.numbers("order_")) {
      order.add((int) target);
    }
    if (!order.stream().sorted().toList().equals(inOrder(targets))) {
      throw fitted.lacks("order_", "is no order of the targets");
    }
    return order;
  }
}
