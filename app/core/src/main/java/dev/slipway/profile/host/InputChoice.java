// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Picks the rows that a measurement draws from, so few that they hardly count in its memory.
final class InputChoice {

  private static final int MOST_ROWS = 2000;
  private static final long MOST_BYTES = 16L << 20;

  private InputChoice() {}

  /// All rows when they are few; else a sample without replacement, from a seed.
  static List<Map<String, Tensor>> few(List<Map<String, Tensor>> rows, long seed) {
    List<Map<String, Tensor>> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    List<Map<String, Tensor>> few = new ArrayList<>();
    long bytes = 0;
    for (Map<String, Tensor> row : shuffled) {
      bytes += size(row);
      if (!few.isEmpty() && (few.size() >= MOST_ROWS || bytes > MOST_BYTES)) {
        break;
      }
      few.add(row);
    }
    return few;
  }

  private static long size(Map<String, Tensor> row) {
    return row.values().stream()
        .mapToLong(tensor ->
            tensor.data().remaining()
                + tensor.elements().stream().mapToLong(element -> element.length).sum())
        .sum();
  }
}
