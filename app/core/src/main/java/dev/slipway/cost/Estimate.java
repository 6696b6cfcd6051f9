// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import java.util.List;
import java.util.Optional;

/// What the service costs, and what that rests on.
///
/// @param candidates the ways to run it, cheapest first
/// @param chosen the cheapest that is likely to meet the objectives; empty when none does
/// @param curve monthly cost of the chosen one against mean traffic
/// @param budget whether the chosen one fits the budget; empty without a budget
/// @param relax when nothing fits: which constraint to relax, and by how much
/// @param drivers what drives the width of the range, the strongest first
/// @param exclusions what is not in the figures
/// @param notes what else there is to know: other regions, prices of an age
public record Estimate(
    List<Candidate> candidates,
    Optional<Candidate> chosen,
    List<Point> curve,
    Optional<Verdict> budget,
    List<String> relax,
    List<String> drivers,
    List<String> exclusions,
    List<String> notes) {

  public Estimate {
    candidates = List.copyOf(candidates);
    curve = List.copyOf(curve);
    relax = List.copyOf(relax);
    drivers = List.copyOf(drivers);
    exclusions = List.copyOf(exclusions);
    notes = List.copyOf(notes);
  }

  /// Cost at one mean traffic.
  public record Point(Rate traffic, int replicas, CostRange month, CostRange perThousand) {}
}
