// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.verify.check.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What leads to a port leads to one that a container has: probes, services, monitors, network
/// policies, the annotations of a scrape.
final class Ports implements ManifestRule {

  private static final List<String> PROBES =
      List.of("startupProbe", "readinessProbe", "livenessProbe");

  @Override
  public Aspect aspect() {
    return Aspect.VALIDITY;
  }

  @Override
  public String title() {
    return "Probes, services, monitors and network policies lead to ports that containers have";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      Places.each(
          manifest.tree(),
          (place, node) -> {
            if (node.path("image").isTextual()) {
              probes(manifest, place, node, violations);
            }
          });
      annotation(manifest, violations);
      switch (manifest.kind()) {
        case "Service" -> service(set, manifest, violations);
        case "NetworkPolicy" -> policy(set, manifest, violations);
        case "PodMonitor" -> podMonitor(set, manifest, violations);
        case "ServiceMonitor" -> serviceMonitor(set, manifest, violations);
        default -> {}
      }
    }
    return violations;
  }

  private static void probes(
      Manifest manifest, String place, JsonNode container, List<Violation> violations) {
    Opened opened = Opened.by(List.of(container));
    for (String probe : PROBES) {
      for (String action : List.of("httpGet", "tcpSocket", "grpc")) {
        JsonNode port = container.path(probe).path(action).path("port");
        if (opened.lacks(port)) {
          String at = "%s.%s.%s.port".formatted(place, probe, action);
          violations.add(
              violation(
                  manifest, at, "asks", port, opened, "The kubelet would find nobody there."));
        }
      }
    }
  }

  private static void annotation(Manifest manifest, List<Violation> violations) {
    JsonNode port = manifest.podTemplate().at("/metadata/annotations/prometheus.io~1port");
    Opened opened = Opened.by(manifest.mainContainers());
    boolean known = opened.numbers().stream().anyMatch(one -> port.asText().equals("" + one));
    if (port.isTextual() && !opened.isEmpty() && !known) {
      violations.add(
          violation(
              manifest,
              "the annotation prometheus.io/port",
              "names",
              port,
              opened,
              "No metric would be seen, and no alert fire."));
    }
  }

  private static void service(ManifestSet set, Manifest service, List<Violation> violations) {
    Opened opened = chosen(set, service.tree().at("/spec/selector"));
    JsonNode ports = service.tree().at("/spec/ports");
    for (int i = 0; i < ports.size(); i++) {
      boolean stated = ports.path(i).has("targetPort");
      String field = stated ? "targetPort" : "port";
      JsonNode port = ports.path(i).path(field);
      if (opened.lacks(port)) {
        String at = "spec.ports[%d].%s".formatted(i, field);
        violations.add(
            violation(service, at, "leads to", port, opened, "Requests would reach nobody."));
      }
    }
  }

  private static void policy(ManifestSet set, Manifest policy, List<Violation> violations) {
    Opened opened = chosen(set, policy.tree().at("/spec/podSelector/matchLabels"));
    JsonNode rules = policy.tree().at("/spec/ingress");
    for (int i = 0; i < rules.size(); i++) {
      JsonNode ports = rules.path(i).path("ports");
      for (int j = 0; j < ports.size(); j++) {
        JsonNode port = ports.path(j).path("port");
        if (!ports.path(j).has("endPort") && opened.lacks(port)) {
          String at = "spec.ingress[%d].ports[%d].port".formatted(i, j);
          violations.add(
              violation(policy, at, "opens", port, opened, "Who may call would reach nobody."));
        }
      }
    }
  }

  private static void podMonitor(ManifestSet set, Manifest monitor, List<Violation> violations) {
    Opened opened = chosen(set, monitor.tree().at("/spec/selector/matchLabels"));
    endpoints(monitor, "podMetricsEndpoints", opened::lacks, opened.toString(), violations);
  }

  /// A monitor of services names the port as the Service does.
  private static void serviceMonitor(
      ManifestSet set, Manifest monitor, List<Violation> violations) {
    JsonNode selector = monitor.tree().at("/spec/selector/matchLabels");
    Set<String> names =
        set.of("Service")
            .filter(service -> Selectors.match(selector, service.tree().at("/metadata/labels")))
            .flatMap(service -> service.tree().at("/spec/ports").valueStream())
            .map(port -> port.path("name").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    Predicate<JsonNode> lacking =
        port -> !names.isEmpty() && port.isTextual() && !names.contains(port.asText());
    endpoints(monitor, "endpoints", lacking, String.join(", ", names), violations);
  }

  private static void endpoints(
      Manifest monitor,
      String field,
      Predicate<JsonNode> lacking,
      String known,
      List<Violation> violations) {
    JsonNode endpoints = monitor.tree().path("spec").path(field);
    for (int i = 0; i < endpoints.size(); i++) {
      for (String name : List.of("port", "portNumber", "targetPort")) {
        JsonNode port = endpoints.path(i).path(name);
        boolean ofService = field.equals("endpoints") && !name.equals("port");
        if (!ofService && lacking.test(port)) {
          violations.add(
              new Violation(
                  monitor,
                  "dangling",
                  "spec.%s[%d].%s reads the port %s, which no container has."
                      .formatted(field, i, name, port),
                  "No metric would be seen, and no alert fire.",
                  "Write one of those that are there: " + known + "."));
        }
      }
    }
  }

  /// The ports of the pods that a selector chooses; none where it chooses none.
  private static Opened chosen(ManifestSet set, JsonNode selector) {
    return selector.isObject()
        ? Opened.by(
            set.makingPods()
                .filter(pod -> Selectors.match(selector, pod.podTemplate().at("/metadata/labels")))
                .flatMap(pod -> pod.containers().stream())
                .toList())
        : Opened.by(List.of());
  }

  private static Violation violation(
      Manifest manifest, String place, String verb, JsonNode port, Opened opened, String why) {
    return new Violation(
        manifest,
        "dangling",
        "%s %s the port %s, which no container has.".formatted(place, verb, port),
        why,
        "Write one of those that are there: " + opened + ".");
  }

  /// The ports that containers say they open. Where they say none, nothing is known.
  private record Opened(Set<String> names, Set<Integer> numbers) {

    static Opened by(List<JsonNode> containers) {
      Set<String> names = new TreeSet<>();
      Set<Integer> numbers = new TreeSet<>();
      for (JsonNode container : containers) {
        for (JsonNode port : container.path("ports")) {
          numbers.add(port.path("containerPort").asInt());
          if (port.path("name").isTextual()) {
            names.add(port.path("name").asText());
          }
        }
      }
      return new Opened(names, numbers);
    }

    boolean isEmpty() {
      return numbers.isEmpty();
    }

    boolean lacks(JsonNode port) {
      return !isEmpty()
          && (port.isTextual()
              ? !names.contains(port.asText())
              : port.isIntegralNumber() && !numbers.contains(port.asInt()));
    }

    @Override
    public String toString() {
      List<String> all = new ArrayList<>(names);
      numbers.forEach(number -> all.add("" + number));
      return String.join(", ", all);
    }
  }
}
