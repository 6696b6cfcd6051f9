// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Finds how many rows can go together with each row's answer the same, bit for bit, as alone.
///
/// Libraries choose other code for other numbers of rows, which may add in another order; so each
/// number is tried, and only numbers that were tried are used.
final class BatchEquality {

  private final Predictor predictor;
  private final SampleRows samples;
  private String because = "";

  BatchEquality(Predictor predictor, SampleRows samples) {
    this.predictor = predictor;
    this.samples = samples;
  }

  /// The largest number up to which all are equal: 1 when two rows together already differ.
  int largestEqualBatch(int wanted, LongSupplier nanoTime, Duration longest)
      throws InferenceException {
    long began = nanoTime.getAsLong();
    List<Map<String, Tensor>> rows = new ArrayList<>();
    List<Map<String, Tensor>> alone = new ArrayList<>();
    for (int count = 1; count <= wanted; count++) {
      Map<String, Tensor> row = samples.row(count - 1);
      if (count > 1 && !RunCache.fits(row, count)) {
        because = "%d rows are too large to be copied together".formatted(count);
        return count - 1;
      }
      rows.add(row);
      alone.add(predictor.predict(row));
      if (count > 1 && !equalTogether(rows, alone)) {
        because = "%d rows together answer other bits than each alone".formatted(count);
        return count - 1;
      }
      if (count > 1 && nanoTime.getAsLong() - began > longest.toNanos()) {
        because = "checking more than %d rows would take too long".formatted(count);
        return count;
      }
    }
    because = "every number of rows up to %d answers the same bits".formatted(wanted);
    return wanted;
  }

  private boolean equalTogether(List<Map<String, Tensor>> rows, List<Map<String, Tensor>> alone) {
    Map<String, Tensor> together = RowLayout.zeros(rows.getFirst(), rows.size());
    RowLayout.fill(together, rows);
    Map<String, Tensor> answer;
    try {
      answer = predictor.predict(together);
    } catch (InferenceException cannot) {
      return false;
    }
    if (!RowLayout.haveRows(answer, rows.size())) {
      return false;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (!RowLayout.slice(answer, i, 1).equals(alone.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Why not more.
  String because() {
    return because;
  }
}
