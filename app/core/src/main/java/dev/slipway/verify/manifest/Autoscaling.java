// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An autoscaler has a target, metrics and room, and the workload leaves the replicas to it.
final class Autoscaling implements ManifestRule {

  @Override
  public Aspect aspect() {
    return Aspect.AUTOSCALING;
  }

  @Override
  public String title() {
    return "The autoscaler alone decides on replicas";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    Scaler.of(set).forEach(scaler -> scaler(set, scaler, violations));
    if (set.stage() == ManifestSet.Stage.PRODUCTION) {
      set.of("Deployment")
          .filter(deployment -> scalerOf(set, deployment).isEmpty())
          .forEach(deployment ->
              violations.add(
                  violation(
                      deployment,
                      "no autoscaler scales it.",
                      "Add a HorizontalPodAutoscaler or a ScaledObject for it.")));
    }
    return violations;
  }

  private static Optional<Scaler> scalerOf(ManifestSet set, Manifest deployment) {
    return Scaler.of(set).filter(scaler -> scaler.scales(deployment.name())).findFirst();
  }

  private void scaler(ManifestSet set, Scaler scaler, List<Violation> violations) {
    if (scaler.metrics().isEmpty()) {
      violations.add(
          violation(
              scaler.manifest(),
              "it has no metric to scale by.",
              "Add a resource metric, or a trigger, with a target."));
    }
    if (set.stage() == ManifestSet.Stage.PRODUCTION && scaler.most() <= scaler.least()) {
      violations.add(
          violation(
              scaler.manifest(),
              "it has no room: %d to %d replicas.".formatted(scaler.least(), scaler.most()),
              "Allow more replicas at most than at least."));
    }
    set.serving()
        .filter(workload -> scaler.scales(workload.name()))
        .forEach(workload -> workload(scaler, workload, violations));
  }

  private void workload(Scaler scaler, Manifest workload, List<Violation> violations) {
    if (workload.tree().at("/spec/replicas").isValueNode()) {
      violations.add(
          violation(
              workload,
              "it sets replicas, and " + scaler.manifest().name() + " scales it.",
              "Remove replicas: each apply would undo what the autoscaler did."));
    }
    for (JsonNode metric : scaler.metrics()) {
      String resource = metric.at("/resource/name").asText("");
      boolean share = metric.at("/resource/target/averageUtilization").isValueNode();
      for (JsonNode container : share ? workload.mainContainers() : List.<JsonNode>of()) {
        if (Quantities.value(container.at("/resources/requests/" + resource)).isEmpty()) {
          violations.add(
              violation(
                  workload,
                  "container %s requests no %s, by whose share it is scaled."
                      .formatted(container.path("name").asText(), resource),
                  "Write resources.requests." + resource + "."));
        }
      }
    }
  }

  private Violation violation(Manifest manifest, String what, String remedy) {
    return new Violation(
        manifest, "autoscaling", what, "Scaling would not work as intended.", remedy);
  }
}
