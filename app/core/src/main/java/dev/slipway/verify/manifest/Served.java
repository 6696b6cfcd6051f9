// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.verify.check.BundleFolder;

/// The service that a bundle is of, and which containers run it.
///
/// @param name of its image without registry and tag, and of its model; empty where `bundle.json`
///   says none, so that no container is known to run it
record Served(String name, String version) {

  static Served of(BundleFolder bundle) {
    return new Served(
        bundle.index().path("project").asText(""), bundle.index().path("version").asText(""));
  }

  boolean runsIn(JsonNode container) {
    String image = container.path("image").asText("").replaceFirst("@.*", "");
    String last = image.substring(image.lastIndexOf('/') + 1).replaceFirst(":.*", "");
    return !name.isEmpty() && last.equals(name);
  }
}
