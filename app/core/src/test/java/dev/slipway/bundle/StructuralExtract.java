// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a schema demands, without anyone's prose: names, types, enumerations, bounds, patterns.
/// What stands in a schema several times stands in its extract once, under `definitions`.
final class StructuralExtract {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Set<String> DEMANDS =
      Set.of(
          "$schema",
          "$ref",
          "type",
          "enum",
          "const",
          "required",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "dependentRequired",
          "nullable",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-embedded-resource");

  private static final Set<String> SCHEMAS =
      Set.of(
          "items",
          "additionalProperties",
          "unevaluatedProperties",
          "propertyNames",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "allOf",
          "anyOf",
          "oneOf",
          "prefixItems");

  private static final Set<String> BY_NAME =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  private static final Set<String> DEFINED = Set.of("$defs", "definitions");

  /// What no validator of JSON Schema judges by.
  private static final Set<String> UNJUDGED =
      Set.of(
          "$id",
          "$comment",
          "title",
          "description",
          "default",
          "example",
          "examples",
          "deprecated",
          "x-deprecation-message",
          "x-kubernetes-validations",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");

  private static final int SHARED_FROM = 160;
  private static final int LINE = 120;

  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, JsonNode> definitions = new LinkedHashMap<>();

  private StructuralExtract() {}

  /// @throws IllegalArgumentException when it has a keyword of which is not known whether it
  ///   demands anything
  static ObjectNode of(JsonNode schema) {
    ObjectNode bare = (ObjectNode) bare(schema);
    if (bare.has("definitions") || bare.has("$defs")) {
      return bare;
    }
    StructuralExtract extract = new StructuralExtract();
    extract.count(bare);
    ObjectNode shared = extract.inside(bare, "root");
    ObjectNode definitions = shared.objectNode();
    extract.definitions.forEach(definitions::set);
    return definitions.isEmpty() ? shared : shared.set("definitions", definitions);
  }

  private static JsonNode bare(JsonNode schema) {
    if (schema instanceof ArrayNode several) {
      ArrayNode all = several.arrayNode();
      several.forEach(one -> all.add(bare(one)));
      return all;
    }
    if (!(schema instanceof ObjectNode)) {
      return schema;
    }
    ObjectNode kept = MAPPER.createObjectNode();
    schema
        .properties()
        .forEach(keyword -> {
          String name = keyword.getKey();
          JsonNode value = keyword.getValue();
          if (DEMANDS.contains(name)) {
            kept.set(name, value);
          } else if (SCHEMAS.contains(name)) {
            kept.set(name, bare(value));
          } else if (BY_NAME.contains(name)) {
            ObjectNode named = kept.putObject(name);
            boolean mayGroup = DEFINED.contains(name);
            value
                .properties()
                .forEach(one ->
                    named.set(
                        one.getKey(),
                        mayGroup && isGroup(one.getValue())
                            ? grouped(one.getValue())
                            : bare(one.getValue())));
          } else if (!UNJUDGED.contains(name)) {
            throw new IllegalArgumentException("an unknown keyword of schemas: " + name);
          }
        });
    return kept;
  }

  /// Definitions may lie in folders: names of schemas, where a schema has keywords.
  private static boolean isGroup(JsonNode node) {
    return node.isObject()
        && !node.isEmpty()
        && node.propertyStream()
            .allMatch(one ->
                one.getValue().isObject()
                    && Stream.of(DEMANDS, SCHEMAS, BY_NAME, UNJUDGED)
                        .noneMatch(keywords -> keywords.contains(one.getKey())));
  }

  private static ObjectNode grouped(JsonNode group) {
    ObjectNode kept = MAPPER.createObjectNode();
    group.properties().forEach(one -> kept.set(one.getKey(), bare(one.getValue())));
    return kept;
  }

  private void count(JsonNode schema) {
    if (schema instanceof ArrayNode several) {
      several.forEach(this::count);
    } else if (schema instanceof ObjectNode
        && (!isShareable(schema) || seen.merge(schema.toString(), 1, Integer::sum) == 1)) {
      for (String name : SCHEMAS) {
        count(schema.path(name));
      }
      for (String name : BY_NAME) {
        schema.path(name).forEach(this::count);
      }
    }
  }

  private static boolean isShareable(JsonNode schema) {
    return schema.toString().length() >= SHARED_FROM;
  }

  private JsonNode shared(JsonNode schema, String called) {
    if (schema instanceof ArrayNode several) {
      ArrayNode all = several.arrayNode();
      several.forEach(one -> all.add(shared(one, called)));
      return all;
    }
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    String text = schema.toString();
    if (seen.getOrDefault(text, 0) < 2) {
      return inside(object, called);
    }
    String known = names.get(text);
    if (known == null) {
      known = free(called);
      names.put(text, known);
      definitions.put(known, MAPPER.nullNode());
      definitions.put(known, inside(object, called));
    }
    return MAPPER.createObjectNode().put("$ref", "#/definitions/" + known);
  }

  private String free(String called) {
    String name = called;
    for (int i = 2; definitions.containsKey(name); i++) {
      name = called + i;
    }
    return name;
  }

  private ObjectNode inside(ObjectNode schema, String called) {
    ObjectNode kept = schema.objectNode();
    schema
        .properties()
        .forEach(keyword -> {
          String name = keyword.getKey();
          JsonNode value = keyword.getValue();
          if (SCHEMAS.contains(name)) {
            kept.set(name, shared(value, called));
          } else if (BY_NAME.contains(name)) {
            ObjectNode named = kept.putObject(name);
            value
                .properties()
                .forEach(one -> named.set(one.getKey(), shared(one.getValue(), one.getKey())));
          } else {
            kept.set(name, value);
          }
        });
    return kept;
  }

  /// As a file: what fits stands on one line, so that a difference is small and can be read.
  static String text(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(node, "", text);
    return text.append('\n').toString();
  }

  private static void write(JsonNode node, String indent, StringBuilder text) {
    String line = node.toString();
    if (indent.length() + line.length() <= LINE || !node.isContainerNode()) {
      text.append(line);
      return;
    }
    String inner = indent + " ";
    text.append(node.isArray() ? "[" : "{");
    Iterator<String> names = node.fieldNames();
    String separator = "\n";
    for (JsonNode child : node) {
      text.append(separator).append(inner);
      if (node.isObject()) {
        text.append(MAPPER.getNodeFactory().textNode(names.next())).append(": ");
      }
      write(child, inner, text);
      separator = ",\n";
    }
    text.append('\n').append(indent).append(node.isArray() ? "]" : "}");
  }
}
