// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import java.util.List;
import java.util.Optional;

/// Which categories of an encoder were put together, for being rare.
final class Rare {

  private Rare() {}

  /// The group of each category of a column; empty where each is its own.
  ///
  /// @param count how many categories must have one; the missing one at the end may have none, and
  ///   stays itself
  static Optional<int[]> groups(Instance fitted, int column, int count) throws MalformedException {
    List<Value> all = fitted.items("_default_to_infrequent_mappings");
    if (column >= all.size()) {
      throw fitted.lacks("_default_to_infrequent_mappings", "has not an entry for each column");
    }
    if (all.get(column) == Value.Nothing.NONE) {
      return Optional.empty();
    }
    List<Value> written = Instance.items(all.get(column)).orElse(List.of());
    if (written.size() != count && written.size() != count - 1) {
      throw fitted.lacks("_default_to_infrequent_mappings", "has not a number for each category");
    }
    int[] groups = new int[count];
    for (int i = 0; i < count; i++) {
      groups[i] = i < written.size() ? Instance.number(written.get(i)).orElse(-1.0).intValue() : i;
      if (groups[i] < 0 || groups[i] >= count) {
        throw fitted.lacks("_default_to_infrequent_mappings", "names a group that is not there");
      }
    }
    return Optional.of(groups);
  }
}
