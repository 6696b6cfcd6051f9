// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.verify.check.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A rollout names the deployment, the services and the analyses that are there, and gives an
/// analysis what it asks for: one that cannot start judges nothing.
final class Rollouts implements ManifestRule {

  private static final String TEMPLATE = "AnalysisTemplate";
  private static final Set<String> SERVICES =
      Set.of("canaryService", "stableService", "activeService", "previewService");
  private static final Pattern ARGUMENT = Pattern.compile("\\{\\{\\s*args\\.([\\w-]+)\\s*}}");

  @Override
  public Aspect aspect() {
    return Aspect.RELEASE;
  }

  @Override
  public String title() {
    return "Rollouts name deployments, services and analyses that are there";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    set.of("Rollout").forEach(rollout -> rollout(set, rollout, violations));
    set.of(TEMPLATE).forEach(template -> arguments(template, violations));
    return violations;
  }

  private static void rollout(ManifestSet set, Manifest rollout, List<Violation> violations) {
    JsonNode workload = rollout.tree().at("/spec/workloadRef");
    if (workload.isObject()) {
      exists(
          set,
          rollout,
          "spec.workloadRef.name",
          workload.path("kind").asText(),
          workload.path("name").asText(),
          violations);
    }
    Places.each(
        rollout.tree().path("spec"),
        (within, node) -> {
          String place = Places.in("spec", within);
          String field = place.substring(place.lastIndexOf('.') + 1);
          if (SERVICES.contains(field) && node.isTextual()) {
            exists(set, rollout, place, "Service", node.asText(), violations);
          } else if (node.path("templates").isArray()) {
            analysis(set, rollout, place, node, violations);
          }
        });
  }

  private static void analysis(
      ManifestSet set,
      Manifest rollout,
      String place,
      JsonNode analysis,
      List<Violation> violations) {
    Set<String> given = names(analysis.path("args"));
    for (int i = 0; i < analysis.path("templates").size(); i++) {
      JsonNode template = analysis.path("templates").path(i);
      String name = template.path("templateName").asText("");
      if (name.isEmpty() || template.path("clusterScope").asBoolean(false)) {
        continue;
      }
      String at = "%s.templates[%d].templateName".formatted(place, i);
      exists(set, rollout, at, TEMPLATE, name, violations);
      set.of(TEMPLATE)
          .filter(other -> other.name().equals(name))
          .flatMap(other -> other.tree().at("/spec/args").valueStream())
          .filter(arg -> !arg.has("value") && !arg.has("valueFrom"))
          .map(arg -> arg.path("name").asText())
          .filter(arg -> !given.contains(arg))
          .forEach(arg ->
              violations.add(
                  violation(
                      rollout, "%s.args lack %s, which %s asks for.".formatted(place, arg, name))));
    }
  }

  /// What a query is filled with, its template must have named.
  private static void arguments(Manifest template, List<Violation> violations) {
    Set<String> known = names(template.tree().at("/spec/args"));
    Places.each(
        template.tree(),
        (place, node) -> {
          Matcher used = ARGUMENT.matcher(node.asText(""));
          while (used.find()) {
            if (!known.contains(used.group(1))) {
              violations.add(
                  violation(
                      template,
                      "%s uses the argument %s, which spec.args has not."
                          .formatted(place, used.group(1))));
            }
          }
        });
  }

  private static void exists(
      ManifestSet set,
      Manifest rollout,
      String place,
      String kind,
      String name,
      List<Violation> violations) {
    if (set.of(kind).noneMatch(other -> other.name().equals(name))) {
      violations.add(
          violation(
              rollout, "%s names the %s \"%s\", which is not there.".formatted(place, kind, name)));
    }
  }

  private static Set<String> names(JsonNode list) {
    return list.valueStream().map(item -> item.path("name").asText()).collect(Collectors.toSet());
  }

  private static Violation violation(Manifest manifest, String what) {
    return new Violation(
        manifest,
        "rollout",
        what,
        "The rollout would stop, or release what nothing judged.",
        "Write the same name in both places.");
  }
}
