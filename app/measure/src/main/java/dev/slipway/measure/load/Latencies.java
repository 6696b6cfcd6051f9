// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Percentile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Latencies of one measured block.
///
/// @param count number of requests
/// @param percentiles those that the count supports, ascending; others are left out
public record Latencies(
    long count,
    Duration min,
    Duration mean,
    Duration max,
    List<AtPercentile> percentiles,
    List<Bin> histogram) {

  public Latencies {
    percentiles = List.copyOf(percentiles);
    histogram = List.copyOf(histogram);
  }

  /// A percentile with its order-statistic interval at 95 % confidence.
  public record AtPercentile(Percentile percentile, Duration value, Duration low, Duration high) {}

  /// How many requests took at least `from` and less than `to`.
  public record Bin(Duration from, Duration to, long count) {}

  /// The value at a percentile, where the count supports it.
  public Optional<AtPercentile> at(Percentile percentile) {
    return percentiles.stream().filter(p -> p.percentile().equals(percentile)).findFirst();
  }
}
