// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import java.util.List;

/// Argo CD removes what is no longer wanted last: the settings of the version before have another
/// name than the new ones, and its pods may start again until the new version is healthy.
final class Pruning implements ManifestRule {

  @Override
  public Aspect aspect() {
    return Aspect.RELEASE;
  }

  @Override
  public String title() {
    return "Settings stay as long as pods that use them";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    return set.of("Application")
        .filter(application -> application.apiVersion().startsWith("argoproj.io/"))
        .filter(application ->
            application.tree().at("/spec/syncPolicy/automated/prune").asBoolean(false))
        .filter(application ->
            application
                .tree()
                .at("/spec/syncPolicy/syncOptions")
                .valueStream()
                .noneMatch(option -> option.asText().equals("PruneLast=true")))
        .map(application ->
            new Violation(
                application,
                "prune",
                "it prunes before the new version is healthy.",
                "Old settings are deleted under running pods, which then cannot start again.",
                "Add PruneLast=true to syncPolicy.syncOptions."))
        .toList();
  }
}
