// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Services have two replicas or more in production, spread over nodes, and a disruption budget
/// that still lets nodes be emptied.
final class Availability implements ManifestRule {

  @Override
  public Aspect aspect() {
    return Aspect.AVAILABILITY;
  }

  @Override
  public String title() {
    return "Services survive the loss of a node and let nodes be emptied";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    set.serving().forEach(manifest -> service(set, manifest, violations));
    return violations;
  }

  private void service(ManifestSet set, Manifest manifest, List<Violation> violations) {
    int replicas = replicas(set, manifest);
    if (set.stage() == ManifestSet.Stage.PRODUCTION && replicas < 2) {
      violations.add(
          violation(
              manifest,
              "it may run with " + replicas + " replica.",
              "Run at least two, by replicas or the autoscaler's minReplicas."));
    }
    JsonNode spec = manifest.podSpec();
    if (spec.path("topologySpreadConstraints").isEmpty()
        && spec.at("/affinity/podAntiAffinity").isMissingNode()) {
      violations.add(
          violation(
              manifest,
              "its replicas may all land on one node.",
              "Add topologySpreadConstraints or podAntiAffinity."));
    }
    Optional<Manifest> budget =
        set.of("PodDisruptionBudget")
            .filter(other ->
                Selectors.match(
                    other.tree().at("/spec/selector/matchLabels"),
                    manifest.podTemplate().at("/metadata/labels")))
            .findFirst();
    if (budget.isEmpty()) {
      violations.add(
          violation(
              manifest,
              "no disruption budget covers it.",
              "Add a PodDisruptionBudget that selects its pods."));
    } else if (set.stage() == ManifestSet.Stage.PRODUCTION
        && blocks(budget.get().tree().path("spec"), replicas)) {
      violations.add(
          violation(
              budget.get(),
              "it lets no replica of " + manifest.name() + " be moved.",
              "Allow one: maxUnavailable: 1."));
    }
  }

  /// Fewest replicas: what the autoscaler may go down to, or else what is written.
  static int replicas(ManifestSet set, Manifest manifest) {
    return Scaler.of(set)
        .filter(scaler -> scaler.scales(manifest.name()))
        .map(Scaler::least)
        .findFirst()
        .orElse(manifest.tree().at("/spec/replicas").asInt(1));
  }

  private static boolean blocks(JsonNode budget, int replicas) {
    JsonNode most = budget.path("maxUnavailable");
    if (most.isValueNode()) {
      return most.asText().matches("0%?");
    }
    String least = budget.path("minAvailable").asText();
    if (least.endsWith("%")) {
      int percent = Integer.parseInt(least.substring(0, least.length() - 1).strip());
      return Math.ceilDiv(percent * replicas, 100) >= replicas;
    }
    return budget.path("minAvailable").asInt(0) >= replicas;
  }

  private Violation violation(Manifest manifest, String what, String remedy) {
    return new Violation(
        manifest,
        "availability",
        what,
        "The service is gone, or maintenance is stuck, when one node goes.",
        remedy);
  }
}
