// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.Rate;
import dev.slipway.base.WorkEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the running service has told of itself so far, by its own metrics: to be watched. Verdicts
/// rest on what its callers saw.
///
/// @param readings the oldest first; at least one
public record ServiceSoFar(List<Reading> readings) implements WorkEvent.Snapshot {

  public ServiceSoFar {
    readings = List.copyOf(readings);
  }

  /// One look at the metrics. Percentiles are of the good answers of the last seconds, as exact as
  /// the buckets of the service's histogram are narrow.
  ///
  /// @param at since the first look
  /// @param rate requests answered a second, since the look before
  /// @param p50 empty where too few answers came to tell
  /// @param p99 the same
  /// @param waiting requests that wait for the model
  /// @param memory resident; empty where the system does not tell
  public record Reading(
      Duration at,
      Rate rate,
      Optional<Duration> p50,
      Optional<Duration> p99,
      long waiting,
      Optional<Bytes> memory) {}

  /// The newest one.
  public Reading latest() {
    return readings.getLast();
  }
}
