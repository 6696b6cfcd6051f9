// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.verify.check.LiteralSecret;
import dev.slipway.verify.check.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// No secret stands in a manifest: whoever may read the bundle, or list pods, would have it.
final class PlainSecrets implements ManifestRule {

  @Override
  public Aspect aspect() {
    return Aspect.HARDENING;
  }

  @Override
  public String title() {
    return "No manifest holds a secret";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      if (manifest.is("Secret")) {
        secret(manifest, violations);
      } else if (manifest.is("ConfigMap")) {
        values(manifest, "data", manifest.tree().path("data"), violations);
      } else {
        Places.each(
            manifest.tree(),
            (place, node) -> {
              if (place.endsWith(".env")) {
                variables(manifest, place, node, violations);
              }
            });
      }
    }
    return violations;
  }

  private static void variables(
      Manifest manifest, String place, JsonNode list, List<Violation> violations) {
    for (int i = 0; i < list.size(); i++) {
      String name = list.path(i).path("name").asText("");
      String value = list.path(i).path("value").asText("");
      String at = place + "[" + i + "].value";
      LiteralSecret.in(name, value)
          .ifPresent(
              why -> violations.add(violation(manifest, at, "the value of " + name, why, name)));
    }
  }

  private static void values(
      Manifest manifest, String place, JsonNode data, List<Violation> violations) {
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      String value = entry.getValue().asText("");
      if (!value.contains("\n")) {
        LiteralSecret.in(entry.getKey(), value)
            .ifPresent(why ->
                violations.add(
                    violation(
                        manifest,
                        Places.in(place, entry.getKey()),
                        "the value",
                        why,
                        entry.getKey())));
      }
    }
  }

  private static void secret(Manifest manifest, List<Violation> violations) {
    for (String field : List.of("data", "stringData")) {
      for (Map.Entry<String, JsonNode> entry : manifest.tree().path(field).properties()) {
        if (!entry.getValue().asText("").isEmpty()) {
          violations.add(
              violation(
                  manifest,
                  Places.in(field, entry.getKey()),
                  "the value",
                  "it lies in a Secret, where base64 hides nothing",
                  entry.getKey()));
        }
      }
    }
  }

  /// The value itself is not repeated.
  private static Violation violation(
      Manifest manifest, String place, String subject, String why, String name) {
    return new Violation(
        manifest,
        "plain-secret",
        place + ": " + subject + " looks like a secret.",
        "Taken for one because " + why + ". Whoever reads the bundle would have it.",
        "Make a Secret in the cluster, give "
            + name
            + " by valueFrom.secretKeyRef, and renew what stood here.");
  }
}
