// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.service.Served;
import java.util.Optional;

/// What was measured of the deployed service.
///
/// @param where for a person: the service's address, or the place that a job told in its log
public record OnTarget(String where, Served served) {

  /// Arrivals that were to be measured at; empty where a few clients asked again and again.
  public Optional<Rate> peak() {
    return served.block().arrival() instanceof Arrival.Closed
        ? Optional.empty()
        : served.block().arrival().mean();
  }
}
