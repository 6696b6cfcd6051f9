// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.data.DriftReference;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import java.util.List;
import java.util.Optional;

/// The definition of drift.
///
/// @param limits of the features that are judged; empty where no baseline counted any
/// @param rows fewest rows in a window that is judged
/// @param window rows that the limits were calibrated for; smaller windows pass them by chance
/// @param days of one window
public record Drift(List<DriftLimit> limits, Figure rows, int window, Figure days) {

  public Drift {
    limits = List.copyOf(limits);
  }

  static Drift of(Service service, Plan plan, Optional<DriftReference> baseline) {
    Figure least = Figure.of(plan, PlanKeys.DRIFT_ROWS);
    int window = baseline.map(DriftReference::window).orElse(0);
    return new Drift(
        baseline.map(DriftLimit::of).orElse(List.of()),
        window > least.value().intValue() ? Figure.of(window, "baseline.window") : least,
        window,
        Figure.of(service.driftDays(), "release.options.prometheus.driftWindow"));
  }
}
