// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What Pod Security does not ask for: read-only root, no token, own account, a network policy,
/// limits.
final class Hardening implements ManifestRule {

  @Override
  public Aspect aspect() {
    return Aspect.HARDENING;
  }

  @Override
  public String title() {
    return "Pods are hardened: read-only, no token, own account, network policy, memory limit";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    set.makingPods().forEach(manifest -> pod(set, manifest, violations));
    return violations;
  }

  private void pod(ManifestSet set, Manifest manifest, List<Violation> violations) {
    JsonNode spec = manifest.podSpec();
    String account = spec.path("serviceAccountName").asText("");
    if (account.isEmpty() || account.equals("default")) {
      violations.add(
          violation(
              manifest,
              "it runs under the namespace's default service account.",
              "Give it a service account of its own in serviceAccountName."));
    }
    boolean token =
        spec.path("automountServiceAccountToken")
            .asBoolean(
                set.of("ServiceAccount")
                    .filter(other -> other.name().equals(account))
                    .map(other -> other.tree().path("automountServiceAccountToken"))
                    .findFirst()
                    .map(value -> value.asBoolean(true))
                    .orElse(true));
    if (token) {
      violations.add(
          violation(
              manifest,
              "a token of its service account is mounted.",
              "Write automountServiceAccountToken: false; the service calls no API."));
    }
    boolean guarded =
        set.of("NetworkPolicy")
            .map(policy -> policy.tree().at("/spec/podSelector/matchLabels"))
            .anyMatch(selector ->
                Selectors.match(selector, manifest.podTemplate().at("/metadata/labels")));
    if (!guarded) {
      violations.add(
          violation(
              manifest,
              "no network policy selects its pods.",
              "Add a NetworkPolicy whose podSelector matches them."));
    }
    for (JsonNode container : manifest.containers()) {
      container(manifest, container, violations);
    }
  }

  private void container(Manifest manifest, JsonNode container, List<Violation> violations) {
    String who = "container " + container.path("name").asText();
    if (!container.at("/securityContext/readOnlyRootFilesystem").asBoolean(false)) {
      violations.add(
          violation(
              manifest,
              who + " can write to its root file system.",
              "Write readOnlyRootFilesystem: true and mount an emptyDir where it must write."));
    }
    if (Quantities.value(container.at("/resources/limits/memory")).isEmpty()) {
      violations.add(
          violation(
              manifest,
              who + " has no memory limit.",
              "Write resources.limits.memory, from the measured peak."));
    }
  }

  private Violation violation(Manifest manifest, String what, String remedy) {
    return new Violation(
        manifest, "hardening", what, "A fault or an intruder could do more than it must.", remedy);
  }
}
