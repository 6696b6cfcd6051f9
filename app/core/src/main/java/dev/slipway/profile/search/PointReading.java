// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.base.Bytes;
import java.time.Duration;
import java.util.Optional;

/// What one way to run a model gave: the medians of a few parts of the measurement.
///
/// @param length how long it was measured
/// @param rows a second
/// @param latency of a request, at its 95th percentile; the longest of few
/// @param cpu processor time a row: what cost rests on
/// @param memory the most that the process held, batch buffers among it
/// @param foreign share of the machine that others used meanwhile
/// @param spread how far the parts are apart; empty in what an older version stored
/// @param took the whole, with start and warm-up
public record PointReading(
    SearchSpace.Point point,
    Duration length,
    double rows,
    Duration latency,
    Duration cpu,
    Bytes memory,
    double foreign,
    Duration took,
    Optional<Spread> spread) {

  /// Takes what an older version stored, which kept the medians alone.
  public PointReading {
    spread = spread == null ? Optional.empty() : spread;
  }

  /// The least and the most of the parts, between which the true median lies.
  ///
  /// @param confidence that it does: of n parts 1 - 2 / 2ⁿ, whatever they are spread like
  public record Spread(
      double rowsLow,
      double rowsHigh,
      Duration latencyLow,
      Duration latencyHigh,
      double confidence) {}
}
