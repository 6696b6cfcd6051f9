// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.BundleFolder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a chart takes from elsewhere. Helm fetches a schema of values that `$ref` names by an
/// address, with the rights of whoever verifies.
public final class ChartSources {

  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");

  /// What every validator holds itself.
  private static final Pattern DRAFT =
      Pattern.compile("https?://json-schema\\.org/draft(-0[467]|/2019-09|/2020-12)/schema#?");

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
      JsonNode tree = Json.tree(schema);
      return REFERENCES.stream()
              .flatMap(key -> tree.findValues(key).stream())
              .anyMatch(place -> !place.asText().startsWith("#"))
          || tree.findValues("$schema").stream()
              .anyMatch(draft -> !DRAFT.matcher(draft.asText()).matches());
    } catch (ProblemException unreadable) {
      return true;
    }
  }
}
