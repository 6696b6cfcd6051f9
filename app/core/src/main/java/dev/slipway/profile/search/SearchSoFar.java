// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.base.WorkEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a search has seen so far: the latest reading of each point. What follows from it is found
/// when somebody asks, since a search tells more often than anybody looks.
public record SearchSoFar(SearchGoal goal, List<PointReading> seen) implements WorkEvent.Snapshot {

  public SearchSoFar {
    seen = List.copyOf(seen);
  }

  /// The latency that is to be kept; empty where none is.
  public Optional<Duration> within() {
    return goal.within();
  }

  /// Those that no other beats in what was measured.
  public List<PointReading> front() {
    return ParetoFront.of(seen, SearchResult.MEASURED);
  }
}
