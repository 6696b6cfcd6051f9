// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Alert.Severity;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import java.util.List;
import java.util.Optional;

/// The inputs that all rules of a service share.
record RuleContext(Service service, Plan plan) {

  /// Scrapes in which a restart or a missed one says nothing.
  private static final int SETTLING = 10;

  /// The label of the model.
  TracedText model() {
    return TracedText.of("model_name=%s", new TracedText.Literal(service.name()));
  }

  /// The namespace of production, where the bundle names one.
  Optional<String> production() {
    return service.namespaces().map(Service.Namespaces::production);
  }

  /// Labels of the model in production: staging has replicas of its own.
  TracedText modelInProduction() {
    return production()
        .map(namespace ->
            TracedText.of("%s, namespace=%s", model(), new TracedText.Literal(namespace)))
        .orElse(model());
  }

  /// The reason of a choice, whose numbers are those of the choice.
  TracedText why(Key<?> key) {
    return TracedText.of(
        "%s", new TracedText.Bound(plan.choice(key).reason(), Figure.reasonOf(key)));
  }

  Figure interval() {
    return Figure.of(plan, PlanKeys.SCRAPE_INTERVAL);
  }

  /// Seconds, longer than what passes by itself.
  Figure settled() {
    return interval().times(SETTLING);
  }

  /// Seconds, longer than a start may take.
  Figure started() {
    return Figure.of(plan, PlanKeys.STARTUP_PERIOD)
        .times(Figure.of(plan, PlanKeys.STARTUP_FAILURES))
        .plus(settled());
  }

  /// Seconds since a scheduled job last ended well; since it was made, where none has.
  ///
  /// @param job labels of its CronJob
  TracedText sinceLastSuccess(TracedText job) {
    return TracedText.of(
        """
        label_replace(
          time() - (
            max by (namespace) (kube_cronjob_status_last_successful_time{%s})
            or max by (namespace) (kube_cronjob_created{%s})
          ),
          "model_name", %s, "", ""
        )\
        """,
        job, job, new TracedText.Literal(service.name()));
  }

  RuleGroup group(String kind, List<? extends Rule> rules, TracedText... notes) {
    return new RuleGroup(
        service.name() + "." + kind, List.of(notes), interval(), List.copyOf(rules));
  }

  /// @param summary what follows the service's name
  Annotations annotations(String alert, TracedText summary, TracedText description) {
    return new Annotations(
        TracedText.of("%s %s", service.name(), summary),
        description,
        TracedText.of("%s#%s", service.runbook(), Alert.anchor(alert)),
        service.dashboard().address().map(address -> TracedText.of("%s", address)));
  }

  /// An alert on the state of the service.
  Alert health(Severity severity, Query expr, Figure seconds, Annotations annotations, Named as) {
    return new Alert(
        as.name, severity, Optional.empty(), as.notes, expr, Optional.of(seconds), annotations);
  }

  /// @param notes what stands above the rule
  record Named(String name, List<TracedText> notes) {}
}
