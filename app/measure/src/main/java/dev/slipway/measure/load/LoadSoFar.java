// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Rate;
import dev.slipway.base.WorkEvent;
import dev.slipway.measure.load.Latencies.Bin;
import java.time.Duration;
import java.util.List;

/// A load that goes on, as far as it was counted: to be watched, and too coarse to judge by.
///
/// @param arrival how requests come
/// @param elapsed since its beginning
/// @param answers right ones, from the intended start
/// @param rate right answers a second
/// @param bins those with at least one answer, ascending
public record LoadSoFar(Arrival arrival, Duration elapsed, long answers, Rate rate, List<Bin> bins)
    implements WorkEvent.Snapshot {

  public LoadSoFar {
    bins = List.copyOf(bins);
  }
}
