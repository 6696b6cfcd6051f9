// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Alert.Severity;
import dev.slipway.bundle.alert.RuleContext.Named;
import dev.slipway.bundle.alert.Service.Scoring;
import dev.slipway.bundle.alert.TracedText.Literal;
import dev.slipway.bundle.alert.TracedText.Placeholder;
import dev.slipway.objective.Batch;
import java.util.List;

/// Alerts on the job that scores in batch, as kube-state-metrics sees it. How many rows a run had,
/// how many were rejected and whether they drift, `score.json` tells: no metric does.
final class ScoringRules {

  static final String FAILS = "BatchRunFails";
  static final String LATE = "BatchRunLate";
  static final String UNSEEN = "BatchRunUnwatched";

  private static final long LONGEST_MONTH = 31L * 86_400;

  private static final Figure LASTING =
      Figure.rule(900, "longer than a restart of what watches the jobs");

  private final RuleContext of;
  private final Scoring scoring;

  ScoringRules(RuleContext of, Scoring scoring) {
    this.of = of;
    this.scoring = scoring;
  }

  List<Alert> alerts() {
    return List.of(fails(), late(), unseen());
  }

  /// Until a run has ended well after it was made: the failed job itself stays for a while.
  private Alert fails() {
    TracedText runs =
        TracedText.of("%s, job_name=~%s", inNamespace(), new Literal(scoring.job() + "-.+"));
    return ticket(
        FAILS,
        Query.of(
            """
            label_replace(
              max by (namespace, job_name) (kube_job_failed{%s, condition="true"}) > %s
              unless on (namespace, job_name) (
                max by (namespace, job_name) (kube_job_created{%s})
                < on (namespace) group_left ()
                max by (namespace) (kube_cronjob_status_last_successful_time{%s})
              ),
              "model_name", %s, "", ""
            )\
            """,
            runs, Figure.rule(0, "a job of the last runs failed"), runs, job(), name()),
        of.settled(),
        TracedText.of("was not scored: a run in batch failed"),
        TracedText.of(
            "The job %s ended without all its rows. What is finished of it stays.",
            new Placeholder("$labels.job_name")));
  }

  private Alert late() {
    Figure within = within(scoring.asked());
    return ticket(
        LATE,
        Query.of("%s > %s + %s", of.sinceLastSuccess(job()), every(scoring.asked()), within),
        of.settled(),
        TracedText.of("was not scored in time"),
        TracedText.of(
            "No run in batch has ended well for %s: the last one is late by now.",
            new Placeholder("$value | humanizeDuration")));
  }

  /// From one run to the next, at most.
  static Figure every(Batch asked) {
    boolean monthly = asked.every() == Batch.Every.MONTH;
    return Figure.rule(
        monthly ? LONGEST_MONTH : asked.every().shortest().toSeconds(),
        "seconds from one run to the next, at most");
  }

  static Figure within(Batch asked) {
    return Figure.of(asked.within().toSeconds(), "objectives.batch.within");
  }

  private Alert unseen() {
    return ticket(
        UNSEEN,
        Query.of(
            "label_replace(absent(kube_cronjob_info{%s, cronjob=%s}), \"model_name\", %s, \"\","
                + " \"\")%s",
            inNamespace(), new Literal(scoring.job()), name(), FleetRules.inACluster(of)),
        LASTING,
        TracedText.of("is scored in batch by a job that nobody watches"),
        TracedText.of(
            "Prometheus has no metrics of the job %s: it is not there, or kube-state-metrics is"
                + " not.",
            scoring.job()),
        FleetRules.ONLY_IN_A_CLUSTER);
  }

  private Literal name() {
    return new Literal(of.service().name());
  }

  private TracedText job() {
    return TracedText.of("%s, cronjob=%s", inNamespace(), new Literal(scoring.job()));
  }

  private TracedText inNamespace() {
    return TracedText.of("namespace=%s", new Literal(scoring.namespace()));
  }

  private Alert ticket(
      String name,
      Query expr,
      Figure seconds,
      TracedText summary,
      TracedText description,
      TracedText... notes) {
    return of.health(
        Severity.TICKET,
        expr,
        seconds,
        of.annotations(name, summary, description),
        new Named(name, List.of(notes)));
  }
}
