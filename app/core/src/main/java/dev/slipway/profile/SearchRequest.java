// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.serving.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What to search, and for what.
///
/// @param rows inputs to draw from, each a complete request of one row
/// @param budget of measuring
/// @param seed of the choice of points
public record SearchRequest(
    SearchSpace space,
    SearchGoal goal,
    List<Map<String, Tensor>> rows,
    Duration budget,
    long seed) {

  public SearchRequest {
    rows = List.copyOf(rows);
  }
}
