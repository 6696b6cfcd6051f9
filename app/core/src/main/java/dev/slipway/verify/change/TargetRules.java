// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rules for what changes in a target's files mean. A target without an entry, one from a
/// folder of templates from elsewhere, is put through all rules, as is what a team lays beside.
final class TargetRules {

  private static final List<Rule> PODS =
      join(
          List.of(
              RightsRules.ALL,
              NetworkRules.ALL,
              ExposureRules.ALL,
              ScalingRules.ALL,
              ResourceRules.ALL,
              VersionRules.ALL,
              ScheduleRules.ALL));
  private static final List<Rule> PAGES = join(List.of(DocumentRules.ALL, ShippedRules.ALL));
  private static final List<Rule> LINES = List.of(new GateLines());
  private static final List<Rule> PIPELINES =
      join(List.of(PAGES, PipelineRules.ALL, VersionRules.ALL));
  private static final List<Rule> SERVICE =
      join(List.of(PAGES, ServingRules.ALL, VersionRules.ALL, LINES));

  private static final Map<String, List<Rule>> BY_TARGET =
      Map.ofEntries(
          Map.entry("alertmanager", join(List.of(PAGES, RoutingRules.ALL, LINES))),
          Map.entry("annex-iv", PAGES),
          Map.entry("argo", join(List.of(PAGES, ArgoRules.ALL, PODS))),
          Map.entry(
              "batch",
              join(List.of(PAGES, ComposeRules.ALL, EcsRules.ALL, ServingRules.ALL, PODS, LINES))),
          Map.entry("spark", join(List.of(PAGES, ServingRules.ALL, PODS, LINES))),
          Map.entry(
              "compose",
              join(
                  List.of(
                      AlertRules.ALL,
                      DashboardRules.ALL,
                      ComposeRules.ALL,
                      ResourceRules.ALL,
                      VersionRules.ALL))),
          Map.entry("data-contract", SchemaRules.ALL),
          Map.entry("docker", SERVICE),
          Map.entry(
              "ecs",
              join(
                  List.of(
                      PAGES, EcsRules.ALL, ScalingRules.ALL, ResourceRules.ALL, VersionRules.ALL))),
          Map.entry("fastapi", SERVICE),
          Map.entry("github", PIPELINES),
          Map.entry("gitlab", PIPELINES),
          Map.entry("grafana", join(List.of(DashboardRules.ALL, VersionRules.ALL))),
          Map.entry("handover", PAGES),
          Map.entry("helm", join(List.of(PAGES, HelmRules.ALL, ServingRules.ALL, PODS, LINES))),
          Map.entry("jenkins", PIPELINES),
          Map.entry("kserve", join(List.of(PAGES, PODS, LINES))),
          Map.entry("kubernetes", join(List.of(PAGES, ServingRules.ALL, PODS, LINES))),
          Map.entry("ml-bom", BillRules.ALL),
          Map.entry("model-card", PAGES),
          Map.entry("openapi", SchemaRules.ALL),
          Map.entry("policy", join(List.of(PAGES, PODS, LINES))),
          Map.entry("profile", join(List.of(PAGES, ProfileRules.ALL, PODS, LINES))),
          Map.entry("prometheus", join(List.of(PAGES, AlertRules.ALL, PODS))),
          Map.entry("readme", PAGES),
          Map.entry("retraining", join(List.of(PAGES, ScheduleRules.ALL, PODS, LINES))),
          Map.entry("runbook", PAGES),
          Map.entry("triton", join(List.of(PAGES, TritonRules.ALL))));

  private static final List<Rule> EVERYTHING =
      join(
          List.of(
              PAGES,
              AlertRules.ALL,
              RoutingRules.ALL,
              PODS,
              ArgoRules.ALL,
              PipelineRules.ALL,
              ServingRules.ALL,
              LINES));

  private TargetRules() {}

  /// @param target empty for a file that is of none
  static List<Rule> of(String target) {
    return BY_TARGET.getOrDefault(target, EVERYTHING);
  }

  /// The targets whose changes are known.
  static Set<String> targets() {
    return BY_TARGET.keySet();
  }

  private static List<Rule> join(List<List<Rule>> families) {
    return families.stream().flatMap(List::stream).toList();
  }
}
