// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.base.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Documents of kinds that a cluster learns from others fit the schemas of these: no field that is
/// unknown, no wrong type, nothing required left out. What the schemas demand lies in `schemas`;
/// its README says where from.
final class CustomTypes implements ManifestRule {

  private static final String FOLDER = "/dev/slipway/verify/schemas/";

  /// Extracts by version and kind.
  private static final Map<String, String> EXTRACTS =
      Map.ofEntries(
          Map.entry("argoproj.io/v1alpha1/AnalysisTemplate", "argo-analysistemplates.json"),
          Map.entry("argoproj.io/v1alpha1/Application", "argo-applications.json"),
          Map.entry("argoproj.io/v1alpha1/Rollout", "argo-rollouts.json"),
          Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", "gateway-httproutes.json"),
          Map.entry("keda.sh/v1alpha1/ScaledObject", "keda-scaledobjects.json"),
          Map.entry("monitoring.coreos.com/v1/PodMonitor", "prometheus-operator-podmonitors.json"),
          Map.entry(
              "monitoring.coreos.com/v1/PrometheusRule",
              "prometheus-operator-prometheusrules.json"),
          Map.entry(
              "monitoring.coreos.com/v1/ServiceMonitor",
              "prometheus-operator-servicemonitors.json"),
          Map.entry(
              "policies.kyverno.io/v1/ImageValidatingPolicy",
              "kyverno-imagevalidatingpolicies.json"),
          Map.entry("serving.kserve.io/v1beta1/InferenceService", "kserve-inferenceservices.json"),
          Map.entry(
              "sparkoperator.k8s.io/v1beta2/SparkApplication",
              "spark-operator-sparkapplications.json"));

  /// More of one document are not told: one cause has many.
  private static final int TOLD = 5;

  /// Read when the first document of the kind is met.
  private final Map<String, Schema> schemas = new HashMap<>();

  /// Whether there is a schema to check a document against.
  static boolean knows(Manifest manifest) {
    return EXTRACTS.containsKey(id(manifest));
  }

  private static String id(Manifest manifest) {
    return manifest.apiVersion() + "/" + manifest.kind();
  }

  @Override
  public Aspect aspect() {
    return Aspect.VALIDITY;
  }

  @Override
  public String title() {
    return "Documents of kinds of others fit their schemas";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      if (knows(manifest)) {
        Schema schema = schemas.computeIfAbsent(id(manifest), CustomTypes::schema);
        schema.validate(manifest.tree().toString(), InputFormat.JSON).stream()
            .limit(TOLD)
            .map(error -> violation(manifest, schema, error))
            .forEach(violations::add);
      }
    }
    return violations;
  }

  private static Schema schema(String id) {
    try (InputStream in =
        Objects.requireNonNull(
            CustomTypes.class.getResourceAsStream(FOLDER + EXTRACTS.get(id)), id)) {
      ObjectNode schema = (ObjectNode) new JsonMapper().readTree(in);
      closed(schema);
      // Every kind's own, which the extracts leave open.
      ((ObjectNode) schema.at("/properties/metadata")).removeAll();
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As a cluster does with strict validation: what is not named is refused.
  private static void closed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("x-kubernetes-int-or-string")) {
        object.remove("type");
      }
      boolean open = object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (object.path("properties").isObject()
          && object.path("type").asText().equals("object")
          && !open) {
        object.put("additionalProperties", false);
      }
    }
    node.forEach(CustomTypes::closed);
  }

  private static Violation violation(Manifest manifest, Schema schema, Error error) {
    String place = place(error.getInstanceLocation().toString());
    String at = place.isEmpty() ? "it" : place;
    String property = Objects.requireNonNullElse(error.getProperty(), "");
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          misfit(
              manifest,
              at + " has the field " + property + ", which its kind does not have.",
              "The API server refuses it, or drops it without a word.",
              nearest(property, known(schema, error)));
      case "required" ->
          misfit(
              manifest,
              at + " lacks the field " + property + ".",
              "The API server refuses it.",
              "Write it.");
      default ->
          misfit(
              manifest,
              at + " does not fit " + manifest.apiVersion() + " " + manifest.kind() + ".",
              error.getMessage() + ".",
              "Correct the value at that place.");
    };
  }

  private static Violation misfit(Manifest manifest, String what, String why, String remedy) {
    return new Violation(manifest, "misfit", what, why, remedy);
  }

  /// `/spec/steps/0` as `spec.steps[0]`.
  private static String place(String pointer) {
    return pointer
        .replaceFirst("^/", "")
        .replaceAll("/([0-9]+)(?=/|$)", "[$1]")
        .replace("/", ".")
        .replace("~1", "/")
        .replace("~0", "~");
  }

  /// The fields that the schema has where one was refused.
  private static List<String> known(Schema schema, Error error) {
    String pointer = error.getSchemaLocation().getFragment().toString();
    int end = pointer.lastIndexOf('/');
    List<String> fields = new ArrayList<>();
    schema
        .getSchemaNode()
        .at(end <= 0 ? "" : pointer.substring(0, end))
        .path("properties")
        .fieldNames()
        .forEachRemaining(fields::add);
    return fields;
  }

  private static String nearest(String field, List<String> known) {
    return Nearest.meant(field, known)
        .map(right -> "Write " + right + ".")
        .orElse("Remove it, or write one of " + String.join(", ", known) + ".");
  }
}
