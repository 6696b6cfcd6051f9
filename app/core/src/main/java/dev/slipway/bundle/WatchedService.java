// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.bundle.alert.Service;
import dev.slipway.bundle.alert.Service.Dashboard;
import dev.slipway.bundle.alert.Service.Fleet;
import dev.slipway.bundle.alert.Service.Namespaces;
import dev.slipway.bundle.alert.Service.Scoring;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.objective.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the options of a bundle's targets say of the service that its alerts watch.
///
/// @param options by target, as templates see them
/// @param targets that are exported
/// @param serves whether there is one, see [TargetCatalogue#serves]
record WatchedService(
    Project project,
    Map<String, Map<String, Object>> options,
    List<String> targets,
    boolean serves) {

  /// Where the runbook is in a bundle.
  private static final String RUNBOOK = "docs/runbook.md";

  static Service of(
      Project project,
      Map<String, Map<String, Object>> options,
      List<String> targets,
      boolean serves) {
    return new WatchedService(project, options, targets, serves).service();
  }

  private Service service() {
    return new Service(
        project.name(),
        namespaces(),
        fleet(),
        stated("prometheus", "runbookUrl").orElse(RUNBOOK),
        Dashboard.of(project.name(), stated("prometheus", "grafanaUrl")),
        of("prometheus").get("driftWindow") instanceof Number days ? days.intValue() : 1);
  }

  private Fleet fleet() {
    return new Fleet(
        serves,
        targets.contains("kubernetes") || targets.contains("helm"),
        Optional.of(project.name() + "-review")
            .filter(job -> targets.contains("retraining"))
            .filter(job -> isOn("watchJobs")),
        stated("kubernetes", "host")
            .filter(host -> !stated("kubernetes", "entry").orElse("none").equals("none"))
            .filter(host -> isOn("watchCertificate")),
        scoring());
  }

  private Optional<Scoring> scoring() {
    return project
        .objectives()
        .batch()
        .filter(asked -> targets.contains("batch") && isOn("watchJobs"))
        .filter(asked -> !Boolean.FALSE.equals(of("batch").get("cronjob")))
        .map(asked -> new Scoring(project.name() + "-batch", namespace(), asked));
  }

  private String namespace() {
    return stated("kubernetes", "namespace").orElse(project.name());
  }

  private Optional<Namespaces> namespaces() {
    if (!targets.contains("kubernetes")) {
      return Optional.empty();
    }
    return Optional.of(new Namespaces(namespace(), namespace() + "-staging"));
  }

  private boolean isOn(String option) {
    return Boolean.TRUE.equals(of("prometheus").get(option));
  }

  private Optional<String> stated(String target, String option) {
    return Optional.ofNullable(of(target).get(option))
        .map(String::valueOf)
        .filter(text -> !text.isEmpty());
  }

  /// Without a target, none.
  private Map<String, Object> of(String target) {
    return options.getOrDefault(target, Map.of());
  }
}
