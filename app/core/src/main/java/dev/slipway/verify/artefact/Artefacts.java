// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Yaml;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// The artefacts of a bundle by what they are, wherever their folder is.
final class Artefacts {

  private final BundleFolder bundle;

  Artefacts(BundleFolder bundle) {
    this.bundle = bundle;
  }

  Optional<String> dockerfile() {
    return bundle.named("Dockerfile");
  }

  List<String> dockerfiles() {
    return bundle.matching(file -> file.matches("(.*/)?Dockerfile"));
  }

  Optional<String> compose() {
    return bundle.named("compose.yaml").or(() -> bundle.named("docker-compose.yaml"));
  }

  /// All of them: a bundle may hold one more, for what is scored in batch. What the team adds to
  /// one is none by itself.
  List<String> composeFiles() {
    List<String> all =
        bundle.matching(file ->
            file.matches("(.*/)?(docker-)?compose\\.yaml") && !file.startsWith("overlays/"));
    return all.isEmpty() ? compose().stream().toList() : all;
  }

  /// The service of a Compose file that is made of the bundle and that starts unless told
  /// otherwise. Others, such as one that measures it, start only under a profile of theirs.
  static Optional<JsonNode> served(JsonNode compose) {
    return compose
        .path("services")
        .valueStream()
        .filter(service -> service.has("build") && !service.has("profiles"))
        .findFirst();
  }

  /// Files with Prometheus rules.
  List<String> rules() {
    return bundle.matching(
        file -> file.matches(".*\\.ya?ml") && tree(file).path("groups").isArray());
  }

  /// Files with the same for Prometheus' operator.
  List<String> operatorRules() {
    return bundle.matching(file ->
        file.matches(".*\\.ya?ml") && tree(file).path("kind").asText().equals("PrometheusRule"));
  }

  /// Files with tests of Prometheus rules.
  List<String> ruleTests() {
    return bundle.matching(file ->
        file.matches(".*\\.ya?ml")
            && tree(file).path("rule_files").isArray()
            && tree(file).path("tests").isArray());
  }

  /// The first deployment that is no mere patch.
  Optional<JsonNode> deployment() {
    for (String file : bundle.matching(f -> f.matches(".*\\.ya?ml"))) {
      for (JsonNode document : trees(file)) {
        boolean whole = document.at("/spec/selector").isObject();
        if (whole && document.path("kind").asText().equals("Deployment")) {
          return Optional.of(document);
        }
      }
    }
    return Optional.empty();
  }

  /// Settings of the serving runtime, as they go into the image.
  Optional<String> settings() {
    return bundle.named("app/conf/serving.properties").or(() -> bundle.named("serving.properties"));
  }

  Map<String, String> properties(String file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(bundle.text(file)));
    } catch (IOException e) {
      throw new IllegalStateException("a text is always readable", e);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  /// The first document of a file; missing when it cannot be read, which another check reports.
  JsonNode tree(String file) {
    List<JsonNode> all = trees(file);
    return all.isEmpty() ? MissingNode.getInstance() : all.getFirst();
  }

  /// All documents of a file; none when it cannot be read, which another check reports.
  List<JsonNode> trees(String file) {
    try {
      return Yaml.documents(bundle.text(file));
    } catch (IllegalArgumentException reportedElsewhere) {
      return List.of();
    }
  }
}
