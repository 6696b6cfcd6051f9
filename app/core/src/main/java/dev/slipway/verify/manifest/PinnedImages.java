// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Images are named by a digest or a tag that does not move.
final class PinnedImages implements ManifestRule {

  @Override
  public Aspect aspect() {
    return Aspect.RELEASE;
  }

  @Override
  public String title() {
    return "Images are named by digest or version";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    set.makingPods()
        .forEach(manifest -> {
          for (JsonNode container : manifest.containers()) {
            String image = container.path("image").asText("");
            if (!isPinned(image)) {
              violations.add(
                  new Violation(
                      manifest,
                      "unpinned-image",
                      "the image " + image + " may be another one tomorrow.",
                      "It names no digest and no version.",
                      "Name the image by its digest, or by a version's tag."));
            }
          }
        });
    return violations;
  }

  /// Whether a reference has a digest, or a tag other than `latest`.
  static boolean isPinned(String image) {
    if (image.matches(".*@sha256:[0-9a-f]{64}")) {
      return true;
    }
    String last = image.substring(image.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    return colon > 0 && !last.substring(colon + 1).equals("latest");
  }
}
