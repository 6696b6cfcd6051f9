// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.alert.Service;
import dev.slipway.bundle.alert.Service.Dashboard;
import dev.slipway.bundle.alert.Service.Namespaces;
import dev.slipway.bundle.target.TargetDefinition;
import dev.slipway.bundle.target.TargetOptions;
import dev.slipway.objective.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the options of a bundle's targets say of the service that its alerts watch.
final class WatchedService {

  private WatchedService() {}

  static Service of(Project project, List<TargetDefinition> definitions) throws ProblemException {
    Map<String, Object> prometheus = options(project, definitions, "prometheus");
    return new Service(
        project.name(),
        namespaces(project, definitions),
        text(prometheus, "runbookUrl"),
        Dashboard.of(
            project.name(),
            Optional.of(text(prometheus, "grafanaUrl")).filter(address -> !address.isEmpty())),
        prometheus.get("driftWindow") instanceof Number days ? days.intValue() : 1);
  }

  private static Optional<Namespaces> namespaces(
      Project project, List<TargetDefinition> definitions) throws ProblemException {
    if (definitions.stream().noneMatch(each -> each.target().id().equals("kubernetes"))) {
      return Optional.empty();
    }
    String stated = text(options(project, definitions, "kubernetes"), "namespace");
    String production = stated.isEmpty() ? project.name() : stated;
    return Optional.of(new Namespaces(production, production + "-staging"));
  }

  /// Without a target, none.
  private static Map<String, Object> options(
      Project project, List<TargetDefinition> definitions, String id) throws ProblemException {
    for (TargetDefinition definition : definitions) {
      if (definition.target().id().equals(id)) {
        return TargetOptions.of(
            definition.target(), project.release().options().getOrDefault(id, Map.of()));
      }
    }
    return Map.of();
  }

  private static String text(Map<String, Object> options, String name) {
    return String.valueOf(options.getOrDefault(name, ""));
  }
}
