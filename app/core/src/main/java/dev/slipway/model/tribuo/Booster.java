// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.Tree;
import java.util.List;

/// One trained booster of XGBoost: trees that add to `base`, and what the sums become.
record Booster(List<Double> base, List<Tree> trees, Link link) {
  Booster {
    base = List.copyOf(base);
    trees = List.copyOf(trees);
  }

  /// Numbers that the trees add up to for one row.
  int scores() {
    return base.size();
  }
}
