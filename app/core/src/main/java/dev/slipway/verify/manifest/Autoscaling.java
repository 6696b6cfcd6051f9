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
    set.of("HorizontalPodAutoscaler").forEach(scaler -> scaler(set, scaler, violations));
    if (set.stage() == ManifestSet.Stage.PRODUCTION) {
      set.of("Deployment")
          .filter(deployment -> scalerOf(set, deployment).isEmpty())
          .forEach(deployment ->
              violations.add(
                  violation(
                      deployment,
                      "no autoscaler scales it.",
                      "Add a HorizontalPodAutoscaler for it.")));
    }
    return violations;
  }

  private static Optional<Manifest> scalerOf(ManifestSet set, Manifest deployment) {
    return set.of("HorizontalPodAutoscaler")
        .filter(s -> s.tree().at("/spec/scaleTargetRef/name").asText().equals(deployment.name()))
        .findFirst();
  }

  private void scaler(ManifestSet set, Manifest scaler, List<Violation> violations) {
    JsonNode spec = scaler.tree().path("spec");
    if (spec.path("metrics").isEmpty()) {
      violations.add(
          violation(
              scaler, "it has no metric to scale by.", "Add a resource metric with a target."));
    }
    int least = spec.path("minReplicas").asInt(1);
    int most = spec.path("maxReplicas").asInt(0);
    if (set.stage() == ManifestSet.Stage.PRODUCTION && most <= least) {
      violations.add(
          violation(
              scaler,
              "it has no room: %d to %d replicas.".formatted(least, most),
              "Allow more replicas at most than at least."));
    }
    set.serving()
        .filter(workload -> workload.name().equals(spec.at("/scaleTargetRef/name").asText()))
        .forEach(workload -> workload(scaler, workload, violations));
  }

  private void workload(Manifest scaler, Manifest workload, List<Violation> violations) {
    if (workload.tree().at("/spec/replicas").isValueNode()) {
      violations.add(
          violation(
              workload,
              "it sets replicas, and " + scaler.name() + " scales it.",
              "Remove replicas: each apply would undo what the autoscaler did."));
    }
    for (JsonNode metric : scaler.tree().at("/spec/metrics")) {
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
