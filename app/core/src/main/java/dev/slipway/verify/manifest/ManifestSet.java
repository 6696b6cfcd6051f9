// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import java.util.List;
import java.util.stream.Stream;

/// Documents that are applied together.
record ManifestSet(String name, Stage stage, List<Manifest> manifests) {

  /// What the documents are for; some rules hold only for some.
  enum Stage {
    /// Files as they lie there, before an environment completes them.
    BASE,
    /// An environment where nobody depends on the service.
    STAGING,
    PRODUCTION
  }

  ManifestSet {
    manifests = List.copyOf(manifests);
  }

  /// Judges by an environment's name.
  static Stage stageOf(String name) {
    return name.matches("(?i).*(stag|test|dev|qa|preview).*") ? Stage.STAGING : Stage.PRODUCTION;
  }

  Stream<Manifest> of(String kind) {
    return manifests.stream().filter(manifest -> manifest.is(kind));
  }

  Stream<Manifest> makingPods() {
    return manifests.stream().filter(Manifest::makesPods);
  }

  Stream<Manifest> serving() {
    return manifests.stream().filter(Manifest::serves);
  }
}
