// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import java.util.List;

/// What a tree asks.
sealed interface Question {

  int column();

  /// The same as a split of the shared trees.
  ///
  /// @param no where a row goes that does not fit
  Split split(int yes, int no);

  /// Whether a row fits, as CatBoost decides.
  boolean fits(double[] row);

  /// Whether a number is above a border.
  ///
  /// @param missing whether a missing number counts as above it
  record Above(int column, float border, boolean missing) implements Question {
    @Override
    public Split split(int yes, int no) {
      return new Split(column, new Test.AtMost(border), !missing, no, yes);
    }

    @Override
    public boolean fits(double[] row) {
      float value = (float) row[column];
      return Float.isNaN(value) ? missing : value > border;
    }
  }

  /// Whether a text is the one at a place of those known.
  record Is(int column, int place) implements Question {
    @Override
    public Split split(int yes, int no) {
      return new Split(column, new Test.OneOf(List.of(place)), false, yes, no);
    }

    @Override
    public boolean fits(double[] row) {
      return row[column] == place;
    }
  }
}
