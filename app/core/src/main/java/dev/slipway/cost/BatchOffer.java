// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.time.LocalDate;
import java.util.Optional;

/// One way to score in batch: machines or containers that are there while a run lasts.
///
/// @param service `vm` or `fargate`
/// @param type machine type, or the configured size of a container
/// @param nodes machines; 0 for containers
/// @param fleet workers at the speed that nine in ten such machines reach
/// @param hours of one run, from its start until the machines are given back
/// @param run cost of one run
/// @param month cost of the runs of a month of 730 hours
/// @param perMillion cost of a million rows
/// @param spot cost of one run on machines that may be taken back; empty where no price is known
/// @param interruption how often such machines are taken back in a month; empty where nobody says
/// @param because what the speed rests on
/// @param pricesOf date of its oldest price; empty where it has none
public record BatchOffer(
    String cloud,
    String region,
    String service,
    String type,
    String architecture,
    int nodes,
    BatchFleet fleet,
    double hours,
    CostRange run,
    CostRange month,
    CostRange perMillion,
    Optional<CostRange> spot,
    String interruption,
    String because,
    Optional<LocalDate> pricesOf) {

  /// How old what it is priced with is: `prices of 2026-09-03`.
  public String dated() {
    return pricesOf.map(date -> "prices of " + date).orElse("prices without a date");
  }
}
