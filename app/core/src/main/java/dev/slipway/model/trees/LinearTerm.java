// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.util.List;

/// What one feature adds to the scores by itself, as in a linear model.
public sealed interface LinearTerm {

  int feature();

  /// A number times a weight for each score.
  ///
  /// @param missing what a missing number counts as; NaN where the scores are NaN then
  record Slope(int feature, double missing, List<Double> weights) implements LinearTerm {
    public Slope {
      weights = List.copyOf(weights);
    }
  }

  /// The weights of a text's place.
  ///
  /// @param missing the place that a missing or an unknown text counts as
  /// @param weights for each text a weight for each score
  record Levels(int feature, int missing, List<List<Double>> weights) implements LinearTerm {
    public Levels {
      weights = weights.stream().map(List::copyOf).toList();
      if (missing < 0 || missing >= weights.size()) {
        throw new IllegalArgumentException("a missing text counts as none of the texts");
      }
    }
  }
}
