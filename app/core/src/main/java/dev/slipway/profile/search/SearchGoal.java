// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/// What a search looks for.
///
/// @param most what is to be best
/// @param within the latency that a request may have at most; without one, any
public record SearchGoal(Most most, Optional<Duration> within) {

  /// What is to be best.
  public enum Most {
    /// The most rows a second.
    THROUGHPUT,
    /// The shortest wait.
    LATENCY,
    /// The least processor time a row, on which cost rests.
    CPU,
    /// The least memory.
    MEMORY
  }

  /// Larger is better; that of two readings may be compared as a ratio.
  public double worth(PointReading reading) {
    return switch (most) {
      case THROUGHPUT -> reading.rows();
      case LATENCY -> 1e9 / Math.max(1.0, (double) reading.latency().toNanos());
      case CPU -> 1e9 / Math.max(1.0, (double) reading.cpu().toNanos());
      case MEMORY -> 1e9 / Math.max(1.0, (double) reading.memory().count());
    };
  }

  public boolean holds(PointReading reading) {
    return within.isEmpty() || reading.latency().compareTo(within.get()) <= 0;
  }

  /// The best first: those within the latency before all others, which go by their latency.
  public Comparator<PointReading> bestFirst() {
    return (a, b) -> {
      if (holds(a) != holds(b)) {
        return holds(a) ? -1 : 1;
      }
      return holds(a) ? Double.compare(worth(b), worth(a)) : a.latency().compareTo(b.latency());
    };
  }
}
