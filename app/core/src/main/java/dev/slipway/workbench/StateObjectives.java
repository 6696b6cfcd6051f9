// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.objective.Objectives;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Trail;
import java.util.List;
import java.util.stream.Stream;

/// Keeps which objectives are stated and which are missing.
final class StateObjectives {

  private final Trail trail;

  StateObjectives(Trail trail) {
    this.trail = trail;
  }

  void keep(OpenedProject opened, Sha256 model) throws ProblemException {
    Objectives objectives = opened.project().objectives();
    var inputs = Fact.Inputs.none().and("objectives", opened.objectivesHash());
    trail.keep(
        opened,
        model,
        opened.command("checklist"),
        List.of(
            Fact.of("charter.objective_present", objectives.decision().isPresent(), "", inputs),
            Fact.of(
                "charter.kpi_fields_missing",
                objectives.kpi().isPresent() ? 0 : 3,
                "count",
                inputs),
            Fact.of("objectives.service_fields_missing", missing(objectives), "count", inputs)));
  }

  /// Latency, traffic and availability: what load tests, alerts and error budgets read.
  private static long missing(Objectives objectives) {
    return Stream.of(
            !objectives.latency().isEmpty(),
            objectives.traffic().isPresent(),
            objectives.availability().isPresent())
        .filter(stated -> !stated)
        .count();
  }
}
