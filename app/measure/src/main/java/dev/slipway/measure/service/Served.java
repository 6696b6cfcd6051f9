// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.verdict.LatencyVerdict;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What was measured of a running service.
///
/// @param compared requests whose answers were held against the model's own
/// @param split where the time of a request goes
/// @param capacity what the last profile predicted, and what was measured; where that was asked
public record Served(
    Block block,
    List<LatencyVerdict> verdicts,
    int compared,
    ServedSplit split,
    Optional<ServedCapacity.Pair> capacity) {

  public Served {
    verdicts = List.copyOf(verdicts);
  }

  /// The same with other verdicts.
  public Served judged(UnaryOperator<Verdict> again) {
    return new Served(
        block,
        verdicts.stream()
            .map(of -> new LatencyVerdict(of.at(), of.limit(), again.apply(of.verdict())))
            .toList(),
        compared,
        split,
        capacity);
  }

  public Served with(ServedCapacity.Pair pair) {
    return new Served(block, verdicts, compared, split, Optional.of(pair));
  }
}
