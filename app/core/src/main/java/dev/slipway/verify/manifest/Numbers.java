// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Numbers and words are in their range: periods, ports, quantities, bounds.
final class Numbers implements ManifestRule {

  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "imagePullPolicy", Set.of("Always", "IfNotPresent", "Never"),
          "restartPolicy", Set.of("Always", "OnFailure", "Never"),
          "protocol", Set.of("TCP", "UDP", "SCTP"),
          "whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway"),
          "pathType", Set.of("Exact", "Prefix", "ImplementationSpecific"),
          "unhealthyPodEvictionPolicy", Set.of("IfHealthyBudget", "AlwaysAllow"));

  private static final Set<String> RESIZE = Set.of("NotRequired", "RestartContainer");

  private static final Set<String> POSITIVE =
      Set.of("periodSeconds", "timeoutSeconds", "successThreshold", "failureThreshold", "maxSkew");
  private static final Set<String> NOT_NEGATIVE =
      Set.of(
          "initialDelaySeconds",
          "terminationGracePeriodSeconds",
          "replicas",
          "minReadySeconds",
          "revisionHistoryLimit",
          "stabilizationWindowSeconds");
  private static final Set<String> PORTS =
      Set.of("containerPort", "hostPort", "port", "targetPort", "nodePort", "endPort");

  @Override
  public Aspect aspect() {
    return Aspect.VALIDITY;
  }

  @Override
  public String title() {
    return "Numbers, ports and words are in their range";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      walk(manifest, manifest.tree(), violations);
      for (JsonNode container : manifest.containers()) {
        quantities(manifest, container, violations);
      }
      seccomp(manifest, violations);
      budget(manifest, violations);
    }
    Scaler.of(set)
        .filter(scaler -> !scaler.isInRange())
        .map(Numbers::outOfRange)
        .forEach(violations::add);
    return violations;
  }

  private void walk(Manifest manifest, JsonNode node, List<Violation> violations) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (name.equals("annotations") || name.equals("labels") || name.equals("data")) {
        continue;
      }
      if (name.equals("resizePolicy")) {
        resize(manifest, value, violations);
        continue;
      }
      out(name, value).ifPresent(what -> violations.add(violation(manifest, what)));
      walk(manifest, value, violations);
    }
    for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
      walk(manifest, item, violations);
    }
  }

  /// It has a `restartPolicy` of its own, with other words.
  private void resize(Manifest manifest, JsonNode policies, List<Violation> violations) {
    for (JsonNode policy : policies) {
      String word = policy.path("restartPolicy").asText();
      if (!RESIZE.contains(word)) {
        violations.add(
            violation(
                manifest,
                "resizePolicy has the restartPolicy \"%s\", not one of %s."
                    .formatted(word, new TreeSet<>(RESIZE))));
      }
    }
  }

  private static Optional<String> out(String name, JsonNode value) {
    if (value.isTextual()) {
      Set<String> allowed = WORDS.get(name);
      return allowed == null || allowed.contains(value.asText())
          ? Optional.empty()
          : Optional.of("%s is %s, not one of %s.".formatted(name, value, sorted(allowed)));
    }
    if (!value.isIntegralNumber()) {
      return Optional.empty();
    }
    long number = value.asLong();
    if (PORTS.contains(name) && (number < 1 || number > 65535)) {
      return Optional.of(name + " is " + number + "; a port is 1 to 65535.");
    }
    if (POSITIVE.contains(name) && number < 1) {
      return Optional.of(name + " is " + number + "; it must be at least 1.");
    }
    return NOT_NEGATIVE.contains(name) && number < 0
        ? Optional.of(name + " is " + number + "; it must not be negative.")
        : Optional.empty();
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private void quantities(Manifest manifest, JsonNode container, List<Violation> violations) {
    JsonNode limits = container.at("/resources/limits");
    for (Map.Entry<String, JsonNode> request : container.at("/resources/requests").properties()) {
      Optional<BigDecimal> asked = Quantities.value(request.getValue());
      Optional<BigDecimal> limit = Quantities.value(limits.path(request.getKey()));
      if (asked.isPresent() && limit.isPresent() && asked.get().compareTo(limit.get()) > 0) {
        violations.add(
            violation(
                manifest,
                "container %s asks for %s of %s and is limited to %s."
                    .formatted(
                        container.path("name").asText(),
                        request.getValue().asText(),
                        request.getKey(),
                        limits.path(request.getKey()).asText())));
      }
    }
  }

  private void seccomp(Manifest manifest, List<Violation> violations) {
    Set<String> allowed = Set.of("RuntimeDefault", "Localhost", "Unconfined");
    List<JsonNode> contexts = new ArrayList<>(List.of(manifest.podSpec()));
    contexts.addAll(manifest.containers());
    for (JsonNode context : contexts) {
      JsonNode type = context.at("/securityContext/seccompProfile/type");
      if (type.isTextual() && !allowed.contains(type.asText())) {
        violations.add(
            violation(
                manifest,
                "seccompProfile.type is %s, not one of %s.".formatted(type, sorted(allowed))));
      }
    }
  }

  private static Violation outOfRange(Scaler scaler) {
    return violation(
        scaler.manifest(),
        "its replicas are at least %d and at most %d; it needs 1 <= min <= max."
            .formatted(scaler.least(), scaler.most()));
  }

  private void budget(Manifest manifest, List<Violation> violations) {
    if (manifest.is("PodDisruptionBudget")) {
      boolean least = manifest.tree().at("/spec/minAvailable").isValueNode();
      boolean most = manifest.tree().at("/spec/maxUnavailable").isValueNode();
      if (least == most) {
        violations.add(
            violation(
                manifest,
                least
                    ? "it has both minAvailable and maxUnavailable."
                    : "it has neither minAvailable nor maxUnavailable."));
      }
    }
  }

  private static Violation violation(Manifest manifest, String what) {
    return new Violation(
        manifest,
        "out-of-range",
        what,
        "The API server refuses it.",
        "Write a value that is allowed.");
  }
}
