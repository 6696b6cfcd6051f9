// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Yaml;
import java.util.List;
import java.util.Map;

/// What the schema of a chart says of values, without Helm: of the team's, put over the chart's
/// own.
final class ValuesSchema {

  private final BundleFolder bundle;
  private final String chart;

  /// @param chart its folder
  ValuesSchema(BundleFolder bundle, String chart) {
    this.bundle = bundle;
    this.chart = chart;
  }

  boolean isThere() {
    return bundle.has(file("values.schema.json")) && bundle.has(file("values.yaml"));
  }

  /// Each with the place of the value; empty where all fit.
  ///
  /// @param values file of the team's own
  /// @throws IllegalArgumentException where it cannot be read, such as by a key that is there twice
  List<String> errors(String values) {
    ObjectNode all = mapping(file("values.yaml"));
    lay(mapping(values), all);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(bundle.text(file("values.schema.json")))
        .validate(all)
        .stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }

  private String file(String name) {
    return chart.isEmpty() ? name : chart + "/" + name;
  }

  private ObjectNode mapping(String file) {
    List<JsonNode> documents = Yaml.documents(bundle.text(file));
    return documents.size() == 1 && documents.getFirst() instanceof ObjectNode mapping
        ? mapping
        : JsonNodeFactory.instance.objectNode();
  }

  /// As Helm does: mappings are merged, anything else replaced, and what is null is taken away.
  private static void lay(ObjectNode over, ObjectNode under) {
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      if (entry.getValue().isNull()) {
        under.remove(entry.getKey());
      } else if (entry.getValue() instanceof ObjectNode inner
          && under.get(entry.getKey()) instanceof ObjectNode below) {
        lay(inner, below);
      } else {
        under.set(entry.getKey(), entry.getValue());
      }
    }
  }
}
