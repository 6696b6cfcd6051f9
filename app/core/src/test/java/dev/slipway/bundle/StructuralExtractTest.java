// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Extracts of schemas say what the schemas demand. `-Dschemas=FOLDER` makes them anew from the
/// whole schemas that lie there; the README beside the extracts says which those are.
final class StructuralExtractTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Path CORE =
      Path.of(System.getProperty("slipway.root", "../.."), "app/core/src");

  /// What only tests hold files to.
  private static final Path TESTED = CORE.resolve("test/resources/schemas");

  /// What `verify` holds bundles to.
  private static final Path SHIPPED = CORE.resolve("main/resources/dev/slipway/verify/schemas");

  private static final int LARGEST = 96 << 10;

  /// The whole schemas by the names of their extracts.
  private static final Map<String, String> WHOLE =
      Map.ofEntries(
          Map.entry("argo-analysistemplates.json", "crd/argo-analysistemplates.yaml"),
          Map.entry("argo-applications.json", "crd/argo-applications.yaml"),
          Map.entry("argo-rollouts.json", "crd/argo-rollouts.yaml"),
          Map.entry("gateway-httproutes.json", "crd/gateway-httproutes.yaml"),
          Map.entry("keda-scaledobjects.json", "crd/keda-scaledobjects.yaml"),
          Map.entry("kserve-inferenceservices.json", "crd/kserve-inferenceservices.yaml"),
          Map.entry(
              "kyverno-imagevalidatingpolicies.json", "crd/kyverno-imagevalidatingpolicies.yaml"),
          Map.entry(
              "prometheus-operator-podmonitors.json", "crd/prometheus-operator-podmonitors.yaml"),
          Map.entry(
              "prometheus-operator-prometheusrules.json",
              "crd/prometheus-operator-prometheusrules.yaml"),
          Map.entry(
              "prometheus-operator-servicemonitors.json",
              "crd/prometheus-operator-servicemonitors.yaml"),
          Map.entry(
              "spark-operator-sparkapplications.json", "crd/spark-operator-sparkapplications.yaml"),
          Map.entry("grafana-dashboard.json", "grafana/dashboard.schema.json"),
          Map.entry("odcs-3.1.0.json", "odcs/odcs-json-schema-v3.1.0.json"));

  private static Path folder(String name) {
    return WHOLE.getOrDefault(name, name).startsWith("crd/") ? SHIPPED : TESTED;
  }

  static Set<String> names() {
    return new TreeSet<>(WHOLE.keySet());
  }

  private static JsonNode whole(Path file) throws Exception {
    JsonNode schema = CrdSchema.yaml(Files.readString(file));
    JsonNode ofKind = schema.at("/spec/versions/0/schema/openAPIV3Schema");
    if (ofKind.isMissingNode()) {
      return schema;
    }
    // The cluster writes the status; we never do.
    ((ObjectNode) ofKind.path("properties")).remove("status");
    return ofKind;
  }

  @ParameterizedTest
  @MethodSource("names")
  void anExtractHoldsDemandsAlone(String name) throws Exception {
    Path file = folder(name).resolve(name);
    String folder = System.getProperty("schemas");
    if (folder != null) {
      Path from = Path.of(folder).resolve(WHOLE.getOrDefault(name, name));
      Files.writeString(file, StructuralExtract.text(StructuralExtract.of(whole(from))));
    }

    JsonNode extract = JSON.readTree(file.toFile());

    assertEquals(StructuralExtract.text(StructuralExtract.of(extract)), Files.readString(file));
    assertTrue(Files.size(file) < LARGEST, name + " has " + Files.size(file) + " bytes");
  }

  @Test
  void theReadmesTellOfEveryExtractAndNothingElseLiesThere() throws Exception {
    Set<String> found = new TreeSet<>();
    for (Path folder : List.of(SHIPPED, TESTED)) {
      String readme = Files.readString(folder.resolve("README.md"), UTF_8);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(each -> !each.endsWith("README.md")).toList()) {
          String name = file.getFileName().toString();
          assertTrue(readme.contains("| " + name + " | "), name);
          assertEquals(folder, folder(name));
          found.add(name);
        }
      }
    }
    assertEquals(names(), found);
  }

  @Test
  void proseGoesAndAFieldThatIsCalledLikeItStays() throws Exception {
    JsonNode schema =
        JSON.readTree(
            """
            {"type": "object", "description": "long words", "required": ["description"],
             "properties": {
               "description": {"type": "string", "description": "more words", "pattern": "^a"},
               "title": {"enum": ["description", "title"], "default": "title"}},
             "if": {"description": "x", "not": {"title": "y", "const": {"title": 1}}},
             "allOf": [{"description": "z", "minLength": 2}]}
            """);

    assertEquals(
        JSON.readTree(
            """
            {"type": "object", "required": ["description"],
             "properties": {
               "description": {"type": "string", "pattern": "^a"},
               "title": {"enum": ["description", "title"]}},
             "if": {"not": {"const": {"title": 1}}},
             "allOf": [{"minLength": 2}]}
            """),
        StructuralExtract.of(schema));
  }

  @Test
  void whatStandsTwiceStandsOnce() throws Exception {
    String port =
        """
        {"type": "object", "required": ["name"], "properties": {
          "name": {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},
          "number": {"type": "integer", "minimum": 1, "maximum": 65535, "description": "%s"}}}
        """;
    JsonNode schema =
        JSON.readTree(
            "{\"properties\": {\"one\": "
                + port.formatted("words")
                + ", \"other\": {\"items\": "
                + port.formatted("other words")
                + "}}}");

    ObjectNode expected = JSON.createObjectNode();
    ObjectNode properties = expected.putObject("properties");
    properties.putObject("one").put("$ref", "#/definitions/one");
    properties.putObject("other").putObject("items").put("$ref", "#/definitions/one");
    ObjectNode once = (ObjectNode) JSON.readTree(port.formatted(""));
    ((ObjectNode) once.at("/properties/number")).remove("description");
    expected.putObject("definitions").set("one", once);
    assertEquals(expected, StructuralExtract.of(schema));
  }

  @Test
  void aKeywordOfWhichNothingIsKnownIsNotDropped() throws Exception {
    JsonNode schema = JSON.readTree("{\"properties\": {\"a\": {\"minimal\": 3}}}");

    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> StructuralExtract.of(schema))
                .getMessage());

    assertTrue(said.endsWith("minimal"), said);
  }
}
