// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.data.DriftReference;
import java.math.BigDecimal;
import java.util.List;

/// The drift limit of a feature.
///
/// @param limit of the population stability index
/// @param falseAlarms share of windows without change that pass it, in words
/// @param promised whether the reference is large enough for that share to hold
/// @param counts rows of the reference in each bin
public record DriftLimit(
    String feature, Figure limit, TracedText falseAlarms, boolean promised, List<Long> counts) {

  public DriftLimit {
    counts = List.copyOf(counts);
  }

  /// Features whose spread in the reference is known; without that, drift is not judged.
  static List<DriftLimit> of(DriftReference baseline) {
    return baseline.features().stream()
        .filter(feature -> feature.rows() > 0)
        .map(feature ->
            new DriftLimit(
                feature.name(),
                Figure.of(
                    BigDecimal.valueOf(feature.alarm().threshold()),
                    "baseline.features.alarm.threshold"),
                Budget.percent(
                    Figure.of(
                        BigDecimal.valueOf(feature.alarm().falseAlarms()),
                        "baseline.features.alarm.falseAlarms")),
                feature.alarm().promised(),
                feature.counts()))
        .toList();
  }
}
