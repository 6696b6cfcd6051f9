// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/// The component that decides on replicas: Kubernetes' own autoscaler or KEDA's.
record Scaler(Manifest manifest) {

  static Stream<Scaler> of(ManifestSet set) {
    return set.manifests().stream().filter(Scaler::scales).map(Scaler::new);
  }

  private static boolean scales(Manifest manifest) {
    return manifest.is("HorizontalPodAutoscaler") || manifest.is("ScaledObject");
  }

  private JsonNode spec() {
    return manifest.tree().path("spec");
  }

  private boolean isKeda() {
    return manifest.is("ScaledObject");
  }

  /// KEDA takes a deployment where no kind is named.
  String targetKind() {
    return spec().at("/scaleTargetRef/kind").asText(isKeda() ? "Deployment" : "");
  }

  JsonNode targetName() {
    return spec().at("/scaleTargetRef/name");
  }

  boolean scales(String workload) {
    return targetName().asText().equals(workload);
  }

  /// Fewest replicas, or the default of its kind.
  int least() {
    return isKeda() ? spec().path("minReplicaCount").asInt(0) : spec().path("minReplicas").asInt(1);
  }

  /// Most replicas, or the default of its kind; Kubernetes' own has none.
  int most() {
    return isKeda()
        ? spec().path("maxReplicaCount").asInt(100)
        : spec().path("maxReplicas").asInt(0);
  }

  /// What it scales by.
  JsonNode metrics() {
    return spec().path(isKeda() ? "triggers" : "metrics");
  }

  /// Whether its bounds are such as the API server takes.
  boolean isInRange() {
    return least() >= (isKeda() ? 0 : 1) && most() >= Math.max(1, least());
  }
}
