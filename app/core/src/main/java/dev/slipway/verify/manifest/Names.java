// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Names, port names and labels are written as the API server takes them, and texts are texts.
final class Names implements ManifestRule {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern PORT_NAME =
      Pattern.compile("(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
  private static final Set<String> LABEL_KINDS = Set.of("Namespace");

  @Override
  public Aspect aspect() {
    return Aspect.VALIDITY;
  }

  @Override
  public String title() {
    return "Kubernetes names and labels are well formed";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Manifest manifest : set.manifests()) {
      name(manifest, violations);
      texts(manifest, violations);
      ports(manifest, violations);
      String identity =
          manifest.kind()
              + "/"
              + manifest.tree().at("/metadata/namespace").asText("")
              + "/"
              + manifest.name();
      if (set.stage() != ManifestSet.Stage.BASE && !seen.add(identity)) {
        violations.add(violation(manifest, "it is there twice."));
      }
    }
    return violations;
  }

  private void name(Manifest manifest, List<Violation> violations) {
    Pattern allowed =
        manifest.is("Service")
            ? SERVICE
            : LABEL_KINDS.contains(manifest.kind()) ? LABEL : SUBDOMAIN;
    String name = manifest.name();
    if (name.length() > 253 || !allowed.matcher(name).matches()) {
      violations.add(
          violation(
              manifest,
              "the name \"" + name + "\" is not made of lower-case letters, digits and hyphens."));
    }
    JsonNode namespace = manifest.tree().at("/metadata/namespace");
    if (namespace.isTextual() && !LABEL.matcher(namespace.asText()).matches()) {
      violations.add(violation(manifest, "the namespace " + namespace + " is no DNS label."));
    }
    for (JsonNode container : manifest.containers()) {
      if (!LABEL.matcher(container.path("name").asText()).matches()) {
        violations.add(
            violation(
                manifest, "the container name " + container.path("name") + " is no DNS label."));
      }
    }
  }

  private void texts(Manifest manifest, List<Violation> violations) {
    for (JsonNode metadata :
        List.of(manifest.tree().path("metadata"), manifest.podTemplate().path("metadata"))) {
      onlyTexts(manifest, "annotations", metadata.path("annotations"), violations);
      onlyTexts(manifest, "labels", metadata.path("labels"), violations);
      for (Map.Entry<String, JsonNode> label : metadata.path("labels").properties()) {
        if (!LABEL_VALUE.matcher(label.getValue().asText()).matches()) {
          violations.add(
              violation(
                  manifest,
                  "the label %s has the value %s, which is too long or has other signs than letters,"
                          .formatted(label.getKey(), label.getValue())
                      + " digits, '-', '_' and '.'."));
        }
      }
    }
    if (manifest.is("ConfigMap") || manifest.is("Secret")) {
      onlyTexts(manifest, "data", manifest.tree().path("data"), violations);
      onlyTexts(manifest, "stringData", manifest.tree().path("stringData"), violations);
    }
    onlyTexts(
        manifest, "matchLabels", manifest.tree().at("/spec/selector/matchLabels"), violations);
    for (JsonNode container : manifest.containers()) {
      for (JsonNode variable : container.path("env")) {
        if (variable.has("value") && !variable.path("value").isTextual()) {
          violations.add(
              violation(
                  manifest,
                  "the variable %s has the value %s, which is not a text."
                      .formatted(variable.path("name").asText(), variable.path("value"))));
        }
      }
    }
  }

  private void onlyTexts(
      Manifest manifest, String where, JsonNode map, List<Violation> violations) {
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (!entry.getValue().isTextual()) {
        violations.add(
            violation(
                manifest,
                "%s.%s is %s, which is not a text."
                    .formatted(where, entry.getKey(), entry.getValue())));
      }
    }
  }

  private void ports(Manifest manifest, List<Violation> violations) {
    for (JsonNode container : manifest.containers()) {
      Set<String> names = new HashSet<>();
      for (JsonNode port : container.path("ports")) {
        JsonNode name = port.path("name");
        if (name.isTextual() && !PORT_NAME.matcher(name.asText()).matches()) {
          violations.add(
              violation(
                  manifest,
                  "the port name "
                      + name
                      + " is not 1 to 15 lower-case letters, digits and hyphens with a letter."));
        }
        if (name.isTextual() && !names.add(name.asText())) {
          violations.add(violation(manifest, "two ports are named " + name + "."));
        }
      }
    }
  }

  private Violation violation(Manifest manifest, String what) {
    return new Violation(
        manifest,
        "bad-name",
        what,
        "The API server refuses it.",
        "Write it in the form that Kubernetes takes; quote texts that look like numbers.");
  }
}
