// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.base.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks a project file against `slipway.schema.json`, in words of our own.
final class ProjectSchema {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of("classpath:dev/slipway/objective/slipway.schema.json"));

  private static final List<String> PERCENTILES = List.of("p50", "p90", "p95", "p99", "p99.9");

  private ProjectSchema() {}

  static List<ProjectError> check(YamlTree tree) {
    List<ProjectError> errors = new ArrayList<>();
    for (Error error : SCHEMA.validate(tree.root())) {
      String path = path(error);
      say(error, path, tree).ifPresent(errors::add);
    }
    return errors;
  }

  /// Patterns, and names of a list, are for editors: what breaks one is told better by the reader
  /// of the unit.
  private static Optional<ProjectError> say(Error error, String path, YamlTree tree) {
    String property = error.getProperty() == null ? "" : error.getProperty();
    String inside = path.isEmpty() ? property : path + "." + property;
    return switch (error.getKeyword()) {
      case "pattern", "propertyNames" -> Optional.empty();
      case "additionalProperties" ->
          Optional.of(
              tree.error(
                  inside,
                  "unknown-key",
                  "there is no key '" + property + "'" + nearest(property, knownKeys(error))));
      case "required" ->
          Optional.of(tree.error(inside, "missing-key", "the key '" + property + "' is missing"));
      case "enum" -> Optional.of(tree.error(path, "unknown-value", choice(error, tree)));
      case "const" ->
          Optional.of(
              tree.error(
                  path,
                  "unknown-version",
                  "this version of Slipway reads apiVersion slipway.dev/v1 only"));
      case "type" -> Optional.of(tree.error(path, "wrong-type", type(error)));
      case "minLength" -> Optional.of(tree.error(path, "no-value", "there is no value"));
      case "uniqueItems" ->
          Optional.of(tree.error(path, "duplicate-value", "a value is here twice"));
      default -> Optional.of(tree.error(path, "invalid", error.getMessage()));
    };
  }

  private static String type(Error error) {
    JsonNode instance = error.getInstanceNode();
    if (instance != null && instance.isNull()) {
      return "there is no value";
    }
    String expected = at(error).path("type").asText();
    return switch (expected) {
      case "object" -> "keys with values are expected here";
      case "array" -> "a list is expected here, such as [a, b]";
      case "number" -> "a number is expected here";
      case "boolean" -> "true or false is expected here";
      default -> "one text is expected here";
    };
  }

  private static String choice(Error error, YamlTree tree) {
    List<String> allowed = new ArrayList<>();
    at(error).path("enum").forEach(value -> allowed.add(value.asText()));
    String written = tree.root().at(error.getInstanceLocation().toString()).asText();
    return "'%s' is none of %s%s"
        .formatted(written, String.join(", ", allowed), meant(written, allowed).orElse(""));
  }

  private static List<String> knownKeys(Error error) {
    List<String> keys = new ArrayList<>();
    JsonNode schema = at(error);
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys.isEmpty() && schema.has("patternProperties") ? PERCENTILES : keys;
  }

  /// The schema object whose keyword complained.
  private static JsonNode at(Error error) {
    String keyword = error.getSchemaLocation().getFragment().toString();
    int end = keyword.lastIndexOf('/');
    return SCHEMA.getSchemaNode().at(end <= 0 ? "" : keyword.substring(0, end));
  }

  private static String path(Error error) {
    String pointer = error.getInstanceLocation().toString();
    return pointer.isEmpty()
        ? ""
        : pointer.substring(1).replace("/", ".").replace("~1", "/").replace("~0", "~");
  }

  private static Optional<String> meant(String word, List<String> known) {
    return Nearest.meant(word, known).map(meant -> "; did you mean '" + meant + "'?");
  }

  private static String nearest(String word, List<String> known) {
    return meant(word, known)
        .orElseGet(() -> known.isEmpty() ? "" : "; known here: " + String.join(", ", known));
  }
}
