// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies.AtPercentile;
import java.util.List;
import java.util.Set;

/// How one worker bore a rate that was tried in the search for its capacity: a short load, to see
/// how latency grows, and no basis of a verdict.
///
/// @param offered arrivals
/// @param throughput right answers a second
/// @param percentiles of the latency from the intended start: p50, p95 and p99, as far as the
///   requests support them
/// @param held whether it was taken to keep the objectives
public record LoadStep(
    Rate offered, Rate throughput, List<AtPercentile> percentiles, boolean held) {

  private static final Set<Percentile> KEPT =
      Set.of(new Percentile(50), new Percentile(95), new Percentile(99));

  public LoadStep {
    percentiles = List.copyOf(percentiles);
  }

  public static LoadStep of(Rate offered, Block block, boolean held) {
    return new LoadStep(
        offered,
        block.throughput(),
        block.response().percentiles().stream()
            .filter(each -> KEPT.contains(each.percentile()))
            .toList(),
        held);
  }
}
