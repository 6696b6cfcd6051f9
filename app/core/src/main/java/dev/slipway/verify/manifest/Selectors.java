// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Equality-based selectors.
final class Selectors {

  private Selectors() {}

  /// Whether labels hold all that a selector wants; an empty one wants nothing.
  static boolean match(JsonNode selector, JsonNode labels) {
    for (Map.Entry<String, JsonNode> wanted : selector.properties()) {
      JsonNode label = labels.path(wanted.getKey());
      if (!label.isTextual() || !wanted.getValue().asText().equals(label.asText())) {
        return false;
      }
    }
    return true;
  }
}
