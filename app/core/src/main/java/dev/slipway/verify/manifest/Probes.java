// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Services have three probes, and liveness asks something else than readiness.
final class Probes implements ManifestRule {

  @Override
  public Aspect aspect() {
    return Aspect.PROBES;
  }

  @Override
  public String title() {
    return "Startup, readiness and liveness are three different probes";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    set.serving()
        .forEach(manifest -> {
          for (JsonNode container : manifest.mainContainers()) {
            container(manifest, container, violations);
          }
        });
    return violations;
  }

  private void container(Manifest manifest, JsonNode container, List<Violation> violations) {
    String who = "container " + container.path("name").asText();
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      if (!container.path(probe).isObject()) {
        violations.add(
            violation(
                manifest,
                who + " has no " + probe + ".",
                "Without it " + without(probe) + ".",
                "Add it; the runtime answers /v2/health/ready and /v2/health/live."));
      }
    }
    JsonNode live = container.at("/livenessProbe/httpGet/path");
    if (live.isTextual() && live.equals(container.at("/readinessProbe/httpGet/path"))) {
      violations.add(
          violation(
              manifest,
              who + " asks " + live + " for liveness and for readiness.",
              "A replica that is busy would be killed, not only spared.",
              "Ask /v2/health/live for liveness."));
    }
  }

  private static String without(String probe) {
    return switch (probe) {
      case "startupProbe" -> "a slow start looks like a dead replica";
      case "readinessProbe" -> "requests reach replicas that cannot answer";
      default -> "a replica that hangs stays";
    };
  }

  private Violation violation(Manifest manifest, String what, String why, String remedy) {
    return new Violation(manifest, "probes", what, why, remedy);
  }
}
