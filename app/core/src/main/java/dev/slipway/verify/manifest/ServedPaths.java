// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.serving.http.OipPaths;
import dev.slipway.verify.check.Places;
import java.util.ArrayList;
import java.util.List;

/// What is asked of the service, it answers: the paths of probes and of scrapes are those that the
/// serving runtime has.
final class ServedPaths implements ManifestRule {

  private final Served served;

  ServedPaths(Served served) {
    this.served = served;
  }

  @Override
  public Aspect aspect() {
    return Aspect.PROBES;
  }

  @Override
  public String title() {
    return "Probes and scrapes ask paths that the service answers";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      Places.each(
          manifest.tree(),
          (place, node) -> {
            if (node.path("image").isTextual() && served.runsIn(node)) {
              probes(manifest, place, node, violations);
            }
          });
      annotation(manifest, violations);
      if (manifest.is("PodMonitor") || manifest.is("ServiceMonitor")) {
        scrapes(set, manifest, violations);
      }
    }
    return violations;
  }

  private void probes(
      Manifest manifest, String place, JsonNode container, List<Violation> violations) {
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      boolean live = probe.equals("livenessProbe");
      List<String> paths =
          live ? List.of(OipPaths.LIVE) : OipPaths.readiness(served.name(), served.version());
      JsonNode path = container.path(probe).at("/httpGet/path");
      if (path.isTextual() && !paths.contains(path.asText())) {
        violations.add(
            violation(
                manifest,
                place + "." + probe + ".httpGet.path",
                path.asText(),
                probe.equals("readinessProbe")
                    ? "Requests would come to no replica, or before they can be answered."
                    : "Each replica would be restarted again and again, or never.",
                String.join(" or ", paths)));
      }
    }
  }

  private void annotation(Manifest manifest, List<Violation> violations) {
    boolean ours = manifest.mainContainers().stream().anyMatch(served::runsIn);
    JsonNode path = manifest.podTemplate().at("/metadata/annotations/prometheus.io~1path");
    if (ours && path.isTextual() && !path.asText().equals(OipPaths.METRICS)) {
      violations.add(unseen(manifest, "the annotation prometheus.io/path", path.asText()));
    }
  }

  private void scrapes(ManifestSet set, Manifest monitor, List<Violation> violations) {
    JsonNode selector = monitor.tree().at("/spec/selector/matchLabels");
    boolean ours =
        set.makingPods()
            .filter(pod -> Selectors.match(selector, pod.podTemplate().at("/metadata/labels")))
            .anyMatch(pod -> pod.mainContainers().stream().anyMatch(served::runsIn));
    String field = monitor.is("PodMonitor") ? "podMetricsEndpoints" : "endpoints";
    JsonNode endpoints = monitor.tree().path("spec").path(field);
    for (int i = 0; ours && i < endpoints.size(); i++) {
      JsonNode path = endpoints.path(i).path("path");
      if (path.isTextual() && !path.asText().equals(OipPaths.METRICS)) {
        violations.add(unseen(monitor, "spec." + field + "[" + i + "].path", path.asText()));
      }
    }
  }

  private static Violation unseen(Manifest manifest, String place, String path) {
    return violation(
        manifest, place, path, "No metric would be seen, and no alert fire.", OipPaths.METRICS);
  }

  private static Violation violation(
      Manifest manifest, String place, String path, String why, String right) {
    return new Violation(
        manifest,
        "no-such-path",
        place + " asks " + path + ", which the service does not answer there.",
        why,
        "Write " + right + ".");
  }
}
