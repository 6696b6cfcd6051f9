// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.request.Table;
import java.util.Arrays;
import java.util.List;

/// Which rows of the holdout a slice is of.
public final class SliceRows {

  private SliceRows() {}

  /// Their places, from 0 on; none where the table has no such column or group.
  public static List<Integer> of(Table holdout, Evaluation.Slice slice) {
    if (holdout.indexOf(slice.column()).isEmpty()) {
      return List.of();
    }
    return Group.of(holdout, slice.column()).stream()
        .filter(group -> group.value().equals(slice.value()))
        .flatMap(group -> Arrays.stream(group.rows()).boxed())
        .toList();
  }
}
