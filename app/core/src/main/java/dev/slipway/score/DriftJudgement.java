// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Compares what was counted with the baseline.
public final class DriftJudgement {

  private DriftJudgement() {}

  /// @param counts of each part by feature: its bins, and last its missing values
  public static List<Scored.DriftFound> of(
      DriftReference reference, List<? extends Map<String, List<Long>>> counts) {
    List<Scored.DriftFound> found = new ArrayList<>();
    for (DriftReference.Feature feature : reference.features()) {
      long[] bins = new long[feature.counts().size()];
      for (Map<String, List<Long>> part : counts) {
        List<Long> counted = part.getOrDefault(feature.name(), List.of());
        for (int i = 0; i < bins.length && i < counted.size(); i++) {
          bins[i] += counted.get(i);
        }
      }
      long rows = 0;
      for (long bin : bins) {
        rows += bin;
      }
      if (rows > 0) {
        long[] expected = feature.counts().stream().mapToLong(Long::longValue).toArray();
        found.add(
            new Scored.DriftFound(
                feature.name(),
                rows,
                DriftCalibration.index(expected, bins),
                feature.alarm().threshold()));
      }
    }
    return found;
  }
}
