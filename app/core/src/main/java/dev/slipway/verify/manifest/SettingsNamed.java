// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A ConfigMap or Secret that is named is made here, or a document of the bundle says that somebody
/// is to make it. A pod that names another waits for it for ever.
final class SettingsNamed implements ManifestRule {

  private static final Pattern KEYED = Pattern.compile("(.*\\.)?(configMap|secret)(Key)?Ref");
  private static final Pattern VOLUME =
      Pattern.compile(".*(volumes|sources)\\[[0-9]+]\\.(configMap|secret)");
  private static final Pattern PULLING = Pattern.compile("(.*\\.)?imagePullSecrets\\[[0-9]+]");
  private static final Pattern CERTIFICATE = Pattern.compile("spec\\.tls\\[[0-9]+]");

  /// Made by the cluster in each namespace.
  private static final String ROOT = "kube-root-ca.crt";

  private final Set<String> generated;
  private final String documents;

  /// @param generated names of what Kustomize makes
  /// @param documents all that the bundle says to people
  private SettingsNamed(Set<String> generated, String documents) {
    this.generated = generated;
    this.documents = documents;
  }

  static SettingsNamed of(BundleFolder bundle, Kustomizations kustomizations) {
    StringBuilder documents = new StringBuilder();
    for (String file : bundle.everywhere(path -> path.matches(".*\\.(md|txt)"))) {
      documents.append(bundle.text(file)).append('\n');
    }
    return new SettingsNamed(kustomizations.generated(), documents.toString());
  }

  @Override
  public Aspect aspect() {
    return Aspect.VALIDITY;
  }

  @Override
  public String title() {
    return "ConfigMaps and Secrets that are named are made here, or a document says to make them";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      Places.each(
          manifest.tree(), (place, node) -> reference(set, manifest, place, node, violations));
    }
    return violations;
  }

  private void reference(
      ManifestSet set, Manifest manifest, String place, JsonNode node, List<Violation> violations) {
    if (!node.isObject() || node.path("optional").asBoolean(false)) {
      return;
    }
    boolean pulls = PULLING.matcher(place).matches();
    boolean certifies = manifest.is("Ingress") && CERTIFICATE.matcher(place).matches();
    boolean keyed = KEYED.matcher(place).matches() || VOLUME.matcher(place).matches();
    if (!pulls && !certifies && !keyed) {
      return;
    }
    boolean map = place.substring(place.lastIndexOf('.') + 1).startsWith("configMap");
    String kind = map ? "ConfigMap" : "Secret";
    String field = node.has("secretName") ? "secretName" : "name";
    String name = node.path(field).asText("");
    if (!name.isEmpty() && !isMade(set, kind, name)) {
      violations.add(
          violation(
              manifest,
              "%s.%s names the %s \"%s\", which nothing here makes and no document says to make."
                  .formatted(place, field, kind, name)));
    }
    key(set, name, node)
        .forEach(key ->
            violations.add(
                violation(
                    manifest,
                    "%s names the key \"%s\", which the ConfigMap \"%s\" has not."
                        .formatted(place, key, name))));
  }

  private boolean isMade(ManifestSet set, String kind, String name) {
    return name.equals(ROOT)
        || generated.contains(name)
        || documents.isEmpty()
        || set.of(kind).anyMatch(other -> other.name().equals(name))
        || Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])")
            .matcher(documents)
            .find();
  }

  /// The key that a map of this set is asked for and lacks.
  private static List<String> key(ManifestSet set, String name, JsonNode node) {
    String key = node.path("key").asText("");
    return set.of("ConfigMap")
        .filter(map -> !key.isEmpty() && map.name().equals(name))
        .filter(map -> !map.tree().path("data").has(key))
        .filter(map -> !map.tree().path("binaryData").has(key))
        .map(map -> key)
        .toList();
  }

  private static Violation violation(Manifest manifest, String what) {
    return new Violation(
        manifest,
        "dangling",
        what,
        "Without it no pod starts.",
        "Write the name of one that is there; or make it, or say in a document in overlays/ who"
            + " makes it.");
  }
}
