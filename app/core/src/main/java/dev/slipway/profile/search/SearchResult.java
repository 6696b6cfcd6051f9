// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.base.Durations;
import dev.slipway.base.Verdict;
import dev.slipway.measure.machine.Environment;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a search found.
///
/// @param best by the goal, among the points that were measured longest
/// @param holds whether the best keeps the latency of the goal
/// @param front all that no other beats in rows a second, latency, processor time and memory
/// @param beaten the others that were seen, the best by the goal first
/// @param today how the model ran when the search began
/// @param seen points measured
/// @param all points that there are
/// @param spent on measuring, that of an earlier, interrupted search among it
/// @param environment where; empty in what an older version stored
/// @param inputs how large the requests were
public record SearchResult(
    SearchGoal goal,
    PointReading best,
    boolean holds,
    List<PointReading> front,
    List<PointReading> beaten,
    Optional<PointReading> today,
    int seen,
    int all,
    Duration spent,
    Optional<Environment> environment,
    InputSizes inputs) {

  /// What the front is of, where nothing says what a point costs: processor time stands for it.
  static final List<Comparator<PointReading>> MEASURED =
      List.of(
          Comparator.comparingDouble(PointReading::rows).reversed(),
          Comparator.comparing(PointReading::latency),
          Comparator.comparing(PointReading::cpu),
          Comparator.comparingLong(one -> one.memory().count()));

  public SearchResult {
    front = List.copyOf(front);
    beaten = beaten == null ? List.of() : List.copyOf(beaten);
    today = today == null ? Optional.empty() : today;
    environment = environment == null ? Optional.empty() : environment;
    inputs = inputs == null ? InputSizes.OF_MODEL : inputs;
  }

  public SearchResult in(Environment where) {
    return new SearchResult(
        goal, best, holds, front, beaten, today, seen, all, spent, Optional.of(where), inputs);
  }

  /// Whether the best keeps the latency of the goal: requests of a made-up size cannot tell.
  public Optional<Verdict> verdict() {
    return goal.within()
        .map(limit -> {
          String because =
              "p95 of a request was %s, and %s are allowed"
                  .formatted(Durations.text(best.latency()), Durations.exact(limit));
          return inputs.qualified(holds ? new Verdict.Met(because) : new Verdict.NotMet(because));
        });
  }
}
