// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.BundleFolder;
import java.util.Optional;

/// What a chart takes from elsewhere. Helm fetches a schema of values that `$ref` names by an
/// address, with the rights of whoever verifies.
public final class ChartSources {

  private ChartSources() {}

  /// The first file of a chart because of which Helm might fetch something; a packed chart within
  /// it counts, since nobody looked into it.
  ///
  /// @param chart its folder; empty for the bundle's own
  public static Optional<String> fetching(BundleFolder bundle, String chart) {
    String within = chart.isEmpty() ? "" : chart + "/";
    return bundle.files().stream()
        .filter(file -> file.startsWith(within))
        .filter(file ->
            file.endsWith(".tgz")
                || (file.endsWith("values.schema.json") && refersElsewhere(bundle.text(file))))
        .findFirst();
  }

  private static boolean refersElsewhere(String schema) {
    try {
      return Json.tree(schema).findValues("$ref").stream()
          .map(JsonNode::asText)
          .anyMatch(place -> !place.startsWith("#"));
    } catch (ProblemException unreadable) {
      return true;
    }
  }
}
