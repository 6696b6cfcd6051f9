// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Budget.Kind;
import dev.slipway.data.DriftReference;
import dev.slipway.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that watches one service: rules, alerts, and their tests.
///
/// @param limit the latency limit
/// @param errors budget of failed requests
/// @param slow budget of late requests
/// @param alerts all that may fire, in the order of the rules
/// @param scenarios tests of all rules but those on drift
/// @param driftScenarios tests of the rules on drift; empty where none is judged
public record ServiceAlerts(
    Service service,
    Limit limit,
    Budget errors,
    Budget slow,
    Drift drift,
    List<RuleGroup> groups,
    List<Alert> alerts,
    List<Scenario> scenarios,
    List<Scenario> driftScenarios) {

  /// @param text as a person reads it
  /// @param seconds exactly, which is also the bound of a bucket of the latency histogram
  /// @param matcher what finds that bucket
  public record Limit(TracedText text, Figure seconds, Query matcher) {}

  public ServiceAlerts {
    groups = List.copyOf(groups);
    alerts = List.copyOf(alerts);
    scenarios = List.copyOf(scenarios);
    driftScenarios = List.copyOf(driftScenarios);
  }

  /// @throws IllegalArgumentException when the plan's latency limit is no bucket of its histogram
  public static ServiceAlerts of(Service service, Plan plan, Optional<DriftReference> baseline) {
    RuleContext context = new RuleContext(service, plan);
    LimitBucket limit = LimitBucket.of(plan);
    Budget errors = Budget.of(Kind.ERRORS, plan);
    Budget slow = Budget.of(Kind.SLOW, plan);
    Drift drift = Drift.of(service, plan, baseline);
    List<RuleGroup> groups = groups(context, limit, List.of(errors, slow), drift);
    List<Alert> alerts =
        groups.stream()
            .flatMap(group -> group.rules().stream())
            .filter(Alert.class::isInstance)
            .map(Alert.class::cast)
            .toList();
    return new ServiceAlerts(
        service,
        new Limit(limit.text(), limit.seconds(), Query.of(limit.matcher())),
        errors,
        slow,
        drift,
        groups,
        alerts,
        new RuleScenarios(context, limit, alerts).all(List.of(errors, slow)),
        drift.limits().isEmpty() ? List.of() : new DriftScenarios(context, drift).all());
  }

  private static List<RuleGroup> groups(
      RuleContext context, LimitBucket limit, List<Budget> budgets, Drift drift) {
    BudgetRules rules = new BudgetRules(context, limit);
    List<RuleGroup> groups = new ArrayList<>();
    groups.add(rules.records());
    for (Budget budget : budgets) {
      List<Alert> alerts = rules.alerts(budget);
      if (!alerts.isEmpty()) {
        groups.add(
            context.group(
                budget.kind().word(),
                alerts,
                budget.noPage().stream()
                    .map(why -> TracedText.of("Nobody is paged: %s", why))
                    .toArray(TracedText[]::new)));
      }
    }
    groups.add(context.group("health", new HealthRules(context).alerts()));
    groups.add(context.group("fleet", new FleetRules(context).alerts()));
    List<Alert> secrets = new SecretRules(context).alerts();
    if (!secrets.isEmpty()) {
      groups.add(context.group("secrets", secrets));
    }
    context
        .service()
        .fleet()
        .scoring()
        .map(scoring -> context.group("batch", new ScoringRules(context, scoring).alerts()))
        .ifPresent(groups::add);
    if (!drift.limits().isEmpty()) {
      groups.add(new DriftRules(context, drift).group());
    }
    return groups;
  }
}
