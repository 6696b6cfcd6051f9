// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowBlock;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds how many rows can go through a model together, each with the bits of its answer alone. Two
/// in a hundred rows may show that it cannot, so many are tried.
final class Together {

  /// Larger batches gain nothing, and leave the processor's cache.
  static final int MOST = 256;

  private static final int LESS = 4;

  private final Predictor predictor;
  private final List<Slot> slots;
  private final RowBlock rows;
  private final Map<Integer, Map<String, Tensor>> alone = new LinkedHashMap<>();

  private Together(Predictor predictor, List<Slot> slots, RowBlock rows) {
    this.predictor = predictor;
    this.slots = slots;
    this.rows = rows;
  }

  /// @return 1 where the model takes one row at a time, answers none of the rows, or answers other
  ///   bits to rows together
  static int of(Predictor predictor, List<Slot> slots, RowBlock rows) {
    boolean free = slots.stream().allMatch(slot -> slot.freeRows() && slot.rank() > 0);
    return free ? new Together(predictor, slots, rows).largest() : 1;
  }

  private int largest() {
    try (Batch one = new Batch(predictor, slots, 1)) {
      for (int row = 0; row < rows.rows(); row++) {
        var refusals = new AnswerBlock(List.of());
        one.fill(rows, new int[] {row}, refusals);
        if (!refusals.isRefused(row)) {
          try {
            alone.put(row, one.run());
          } catch (InferenceException failure) {
            // It is asked alone when its turn comes.
          }
        }
      }
    }
    if (alone.isEmpty()) {
      return 1;
    }
    int size = MOST;
    while (size > 1 && !isEqual(size)) {
      size /= LESS;
    }
    return size;
  }

  private boolean isEqual(int size) {
    int[] all = alone.keySet().stream().mapToInt(Integer::intValue).toArray();
    try (Batch batch = new Batch(predictor, slots, size)) {
      for (int from = 0; from < all.length; from += size) {
        int first = from;
        int[] places = IntStream.range(0, size).map(i -> all[(first + i) % all.length]).toArray();
        batch.fill(rows, places, new AnswerBlock(List.of()));
        if (!isEqual(batch.run(), places)) {
          return false;
        }
      }
      return true;
    } catch (InferenceException failure) {
      return false;
    }
  }

  private boolean isEqual(Map<String, Tensor> answer, int[] places) {
    for (int i = 0; i < places.length; i++) {
      for (var output : alone.getOrDefault(places[i], Map.of()).entrySet()) {
        Tensor together = answer.get(output.getKey());
        if (together == null
            || together.rank() == 0
            || together.dimension(0) != places.length
            || !together.rows(i, 1).equals(output.getValue())) {
          return false;
        }
      }
    }
    return true;
  }
}
