// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import java.time.Duration;

/// What is scored without a service: so many rows at a time, so often, each time done within so
/// long.
///
/// @param rows of one run
/// @param within from the start of a run to its last row
public record Batch(long rows, Every every, Duration within) {

  /// How often a run begins.
  public enum Every {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    /// The shortest one, which a run must be done within.
    MONTH(Duration.ofDays(28));

    private static final double HOURS_OF_A_MONTH = 730;

    private final Duration shortest;

    Every(Duration shortest) {
      this.shortest = shortest;
    }

    /// From one beginning to the next, at least.
    public Duration shortest() {
      return shortest;
    }

    /// Runs of a month of 730 hours.
    public double runsOfAMonth() {
      return this == MONTH ? 1 : HOURS_OF_A_MONTH / (shortest.toSeconds() / 3600.0);
    }
  }

  public Batch {
    if (rows < 1 || !within.isPositive() || within.compareTo(every.shortest()) > 0) {
      throw new IllegalArgumentException("no batch: " + rows + " rows within " + within);
    }
  }

  /// The same in words, which every place prints: `50,000,000 rows every day within 2 h`.
  public String stated() {
    return "%s rows every %s within %s"
        .formatted(Numbers.count(rows), Words.id(every), Durations.stated(within));
  }
}
