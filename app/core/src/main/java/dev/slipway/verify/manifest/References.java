// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Every reference to another document names one that is there: selectors, volumes, accounts, ways
/// in, autoscalers.
final class References implements ManifestRule {

  @Override
  public Aspect aspect() {
    return Aspect.VALIDITY;
  }

  @Override
  public String title() {
    return "Selectors, volumes, accounts, ways in and autoscalers name what exists";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      within(manifest, violations);
      across(set, manifest, violations);
      selected(set, manifest, violations);
    }
    Scaler.of(set)
        .forEach(scaler ->
            exists(set, scaler.manifest(), scaler.targetKind(), scaler.targetName(), violations));
    return violations;
  }

  private void within(Manifest manifest, List<Violation> violations) {
    JsonNode selector = manifest.tree().at("/spec/selector/matchLabels");
    if (manifest.makesPods()
        && selector.isObject()
        && !Selectors.match(selector, manifest.podTemplate().at("/metadata/labels"))) {
      violations.add(
          violation(
              manifest,
              "its selector %s does not match its pods' labels %s."
                  .formatted(selector, manifest.podTemplate().at("/metadata/labels"))));
    }
    Set<String> volumes = names(manifest.podSpec().path("volumes"));
    for (JsonNode container : manifest.containers()) {
      for (JsonNode mount : container.path("volumeMounts")) {
        if (!volumes.contains(mount.path("name").asText())) {
          violations.add(
              violation(
                  manifest, "it mounts the volume " + mount.path("name") + ", which it lacks."));
        }
      }
    }
  }

  private void across(ManifestSet set, Manifest manifest, List<Violation> violations) {
    JsonNode account = manifest.podSpec().path("serviceAccountName");
    if (!account.asText().equals("default")) {
      exists(set, manifest, "ServiceAccount", account, violations);
    }
    if (manifest.is("Ingress")) {
      for (JsonNode backend : manifest.tree().findValues("service")) {
        backend(set, manifest, backend, backend.path("port"), violations);
      }
    }
    if (manifest.is("HTTPRoute")) {
      for (JsonNode rule : manifest.tree().at("/spec/rules")) {
        for (JsonNode backend : rule.path("backendRefs")) {
          backend(set, manifest, backend, backend, violations);
        }
      }
    }
  }

  /// A way in leads to a Service that is there, and to a port that this one has.
  ///
  /// @param port an object that has the port's `name` or number
  private void backend(
      ManifestSet set,
      Manifest entry,
      JsonNode backend,
      JsonNode port,
      List<Violation> violations) {
    exists(set, entry, "Service", backend.path("name"), violations);
    set.of("Service")
        .filter(service -> service.name().equals(backend.path("name").asText()))
        .filter(service -> !opens(service, port, entry.is("Ingress")))
        .forEach(service ->
            violations.add(
                violation(
                    entry,
                    "it leads to a port that the Service \"%s\" has not: %s."
                        .formatted(service.name(), port))));
  }

  private static boolean opens(Manifest service, JsonNode wanted, boolean byName) {
    return service
        .tree()
        .at("/spec/ports")
        .valueStream()
        .anyMatch(port ->
            (byName && wanted.has("name"))
                ? port.path("name").equals(wanted.path("name"))
                : port.path("port").equals(wanted.path(byName ? "number" : "port")));
  }

  private void exists(
      ManifestSet set, Manifest manifest, String kind, JsonNode name, List<Violation> violations) {
    boolean missing =
        name.isTextual() && set.of(kind).noneMatch(other -> other.name().equals(name.asText()));
    if (missing && set.manifests().size() > 1) {
      violations.add(
          violation(manifest, "it names the " + kind + " " + name + ", which is not there."));
    }
  }

  private void selected(ManifestSet set, Manifest manifest, List<Violation> violations) {
    JsonNode selector =
        switch (manifest.kind()) {
          case "Service" -> manifest.tree().at("/spec/selector");
          case "PodDisruptionBudget", "PodMonitor", "Rollout" ->
              manifest.tree().at("/spec/selector/matchLabels");
          case "NetworkPolicy" -> manifest.tree().at("/spec/podSelector/matchLabels");
          default -> manifest.tree().path("no selector");
        };
    List<Manifest> pods = set.makingPods().toList();
    if (!selector.isObject() || selector.isEmpty() || pods.isEmpty()) {
      return;
    }
    List<Manifest> chosen =
        pods.stream()
            .filter(pod -> Selectors.match(selector, pod.podTemplate().at("/metadata/labels")))
            .toList();
    if (chosen.isEmpty()) {
      violations.add(violation(manifest, "its selector " + selector + " chooses no pods."));
    }
  }

  private static Set<String> names(JsonNode list) {
    return list.valueStream().map(item -> item.path("name").asText()).collect(Collectors.toSet());
  }

  private Violation violation(Manifest manifest, String what) {
    return new Violation(
        manifest,
        "dangling",
        what,
        "The API server refuses it, or traffic and settings go nowhere.",
        "Write the same name or the same labels in both places.");
  }
}
