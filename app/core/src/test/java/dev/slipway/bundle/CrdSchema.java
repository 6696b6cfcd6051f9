// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The schema of a kind that a cluster learns from a CustomResourceDefinition, as strict as a
/// cluster is with it.
record CrdSchema(Schema schema) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// @param name of an extract that ships with `verify`
  static CrdSchema of(String name) throws Exception {
    JsonNode schema = extract("/dev/slipway/verify/schemas/" + name);
    closed(schema);
    ((ObjectNode) schema.at("/properties/metadata")).removeAll();
    return new CrdSchema(
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema));
  }

  /// What a public schema demands; the README beside it says where it is from.
  static JsonNode extract(String path) throws IOException {
    try (var in = Objects.requireNonNull(CrdSchema.class.getResourceAsStream(path))) {
      return MAPPER.readTree(in);
    }
  }

  List<String> errors(String manifest) {
    return schema.validate(yaml(manifest).toString(), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  static JsonNode yaml(String text) {
    LoadSettings settings =
        LoadSettings.builder().setBufferSize(text.length() + 2).setCodePointLimit(1 << 28).build();
    return MAPPER.valueToTree(new Load(settings).loadFromString(text));
  }

  /// As a cluster does: what is not named is refused.
  private static void closed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("x-kubernetes-int-or-string")) {
        object.remove("type");
      }
      boolean isOpen = object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (object.path("properties").isObject()
          && object.path("type").asText().equals("object")
          && !isOpen) {
        object.put("additionalProperties", false);
      }
    }
    node.forEach(CrdSchema::closed);
  }
}
