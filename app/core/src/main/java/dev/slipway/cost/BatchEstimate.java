// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.objective.Batch;
import dev.slipway.score.ScoreSpeed;
import java.util.List;
import java.util.Optional;

/// How long scoring in batch takes, on how many workers, and what it costs.
///
/// @param speed that it rests on
/// @param here one process on the machine that was measured
/// @param planned so many workers as the chosen offer needs, each like the machine that was
///   measured; without an offer as many as that machine needs
/// @param offers the ways to run it, cheapest first
/// @param chosen the cheapest that is done in time nine times in ten; empty where none is
/// @param exclusions what is not in the prices
public record BatchEstimate(
    Batch asked,
    ScoreSpeed speed,
    BatchFleet here,
    BatchFleet planned,
    List<BatchOffer> offers,
    Optional<BatchOffer> chosen,
    List<String> exclusions) {

  public BatchEstimate {
    offers = List.copyOf(offers);
    exclusions = List.copyOf(exclusions);
  }
}
