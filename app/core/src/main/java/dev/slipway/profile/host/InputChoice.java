// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Picks the rows that a measurement draws from, so few that they hardly count in its memory.
final class InputChoice {

  private static final int MOST_ROWS = 2000;
  private static final long MOST_BYTES = 16L << 20;

  /// As many as a stated mix may have; texts that are all of another length are drawn from.
  private static final int MOST_SHAPES = 64;

  private InputChoice() {}

  /// All rows when they are few; else a sample without replacement, from a seed. One of each shape
  /// is among them, however large: what was not sent would be called measured.
  static List<Map<String, Tensor>> few(List<Map<String, Tensor>> rows, long seed) {
    List<Map<String, Tensor>> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    Map<List<List<Long>>, Map<String, Tensor>> shapes = new LinkedHashMap<>();
    shuffled.forEach(row -> shapes.putIfAbsent(shapes(row), row));
    List<Map<String, Tensor>> few = new ArrayList<>();
    if (shapes.size() <= MOST_SHAPES) {
      few.addAll(shapes.values());
    }
    Set<Map<String, Tensor>> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    taken.addAll(few);
    shuffled.removeIf(taken::contains);
    long bytes = few.stream().mapToLong(InputChoice::size).sum();
    for (Map<String, Tensor> row : shuffled) {
      bytes += size(row);
      if (!few.isEmpty() && (few.size() >= MOST_ROWS || bytes > MOST_BYTES)) {
        break;
      }
      few.add(row);
    }
    return few;
  }

  private static List<List<Long>> shapes(Map<String, Tensor> row) {
    return new TreeMap<>(row)
        .values().stream().map(tensor -> Arrays.stream(tensor.shape()).boxed().toList()).toList();
  }

  private static long size(Map<String, Tensor> row) {
    return row.values().stream()
        .mapToLong(tensor ->
            tensor.data().remaining()
                + tensor.elements().stream().mapToLong(element -> element.length).sum())
        .sum();
  }
}
