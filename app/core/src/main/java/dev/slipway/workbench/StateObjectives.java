// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.checklist.Remedies;
import dev.slipway.objective.Objectives;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Trail;
import java.util.ArrayList;
import java.util.List;

/// Keeps which objectives are stated and which are missing.
final class StateObjectives {

  private final Trail trail;

  StateObjectives(Trail trail) {
    this.trail = trail;
  }

  void keep(OpenedProject opened, Sha256 model) throws ProblemException {
    var inputs = Fact.Inputs.none().and("objectives", opened.objectivesHash());
    trail.keep(
        opened, model, opened.command("checklist"), facts(opened.project().objectives(), inputs));
  }

  static List<Fact> facts(Objectives objectives, Fact.Inputs inputs) {
    return List.of(
        Fact.of(
            "charter.objective_present",
            objectives.decision().filter(said -> !Remedies.unfilled(said)).isPresent(),
            "",
            inputs),
        missing(
            "charter.kpi_fields_missing",
            objectives.kpi().map(StateObjectives::fields).orElseGet(() -> fields(NO_KPI)),
            inputs),
        missing("objectives.service_fields_missing", ofService(objectives), inputs));
  }

  private static final Objectives.Kpi NO_KPI = new Objectives.Kpi("", "", "");

  /// How many, and which.
  private static Fact missing(String key, List<String> fields, Fact.Inputs inputs) {
    String value =
        fields.isEmpty() ? "0" : "%d (%s)".formatted(fields.size(), String.join(", ", fields));
    return Fact.of(key, value, "count", inputs);
  }

  private static List<String> fields(Objectives.Kpi kpi) {
    List<String> missing = new ArrayList<>();
    add("objectives.kpi.name", isSaid(kpi.name()), missing);
    add("objectives.kpi.baseline", isSaid(kpi.baseline()), missing);
    add("objectives.kpi.target", isSaid(kpi.target()), missing);
    return missing;
  }

  private static boolean isSaid(String text) {
    return !text.isBlank() && !Remedies.unfilled(text);
  }

  /// Latency, traffic and availability: what load tests, alerts and error budgets read.
  private static List<String> ofService(Objectives objectives) {
    List<String> missing = new ArrayList<>();
    add("objectives.latency", !objectives.latency().isEmpty(), missing);
    add("objectives.traffic", objectives.traffic().isPresent(), missing);
    add("objectives.availability", objectives.availability().isPresent(), missing);
    return missing;
  }

  private static void add(String field, boolean stated, List<String> missing) {
    if (!stated) {
      missing.add(field);
    }
  }
}
