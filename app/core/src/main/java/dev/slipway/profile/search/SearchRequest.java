// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.request.InputSizes;
import dev.slipway.serving.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to search, and for what.
///
/// @param rows inputs to draw from, each a complete request of one row
/// @param inputs how large they are, and where that is known from
/// @param budget of measuring
/// @param seed of the choice of points
/// @param today how the model runs now: measured first, and again at the end as long as the best
public record SearchRequest(
    SearchSpace space,
    SearchGoal goal,
    List<Map<String, Tensor>> rows,
    InputSizes inputs,
    Duration budget,
    long seed,
    Optional<SearchSpace.Point> today) {

  public SearchRequest {
    rows = List.copyOf(rows);
  }
}
