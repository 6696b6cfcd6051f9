// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Verdict;
import java.util.List;

/// The whole voyage on one page.
///
/// @param objectives each stated objective with its verdict
public record ShipReport(Voyage voyage, List<Objective> objectives) {

  public ShipReport {
    objectives = List.copyOf(objectives);
  }

  /// One stated objective.
  ///
  /// @param name as in `slipway.yaml`, such as `latency.p99`
  /// @param stated the limit in the user's units
  public record Objective(String name, String stated, Verdict verdict) {}

  /// Whether every objective is met and nothing failed in verification.
  public boolean met() {
    return objectives.stream().allMatch(o -> o.verdict() instanceof Verdict.Met)
        && voyage.verification().map(v -> v.value().passed()).orElse(false);
  }
}
