// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.trees.Tree;
import java.util.List;

/// One trained booster of XGBoost.
///
/// @param objective such as `multi:softprob`
/// @param scores numbers that the trees add up to for one row
/// @param base where every score starts, before the link
record Booster(String objective, int features, int scores, double base, List<Tree> trees) {
  Booster {
    trees = List.copyOf(trees);
  }
}
