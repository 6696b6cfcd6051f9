// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;

/// The nodes of a document with where they stand, such as `spec.ports[0].name`.
public final class Places {

  private Places() {}

  /// Every object and value, those around others first.
  ///
  /// @param seen hears a place, which is empty for the document itself, and the node there
  public static void each(JsonNode document, BiConsumer<String, JsonNode> seen) {
    each("", document, seen);
  }

  private static void each(String place, JsonNode node, BiConsumer<String, JsonNode> seen) {
    seen.accept(place, node);
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        each(place + "[" + i + "]", node.path(i), seen);
      }
    } else {
      node.properties().forEach(field -> each(in(place, field.getKey()), field.getValue(), seen));
    }
  }

  /// The place of a field.
  public static String in(String place, String field) {
    return place.isEmpty() ? field : place + "." + field;
  }
}
