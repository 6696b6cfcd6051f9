// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Alert.Severity;
import dev.slipway.bundle.alert.RuleContext.Named;
import dev.slipway.bundle.alert.TracedText.Bound;
import dev.slipway.bundle.alert.TracedText.Literal;
import dev.slipway.bundle.alert.TracedText.Placeholder;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Alerts on what carries the service: its replicas, their memory and restarts, the job beside them
/// and the certificate before them. They rest on the service's own metrics as far as those go. What
/// only another exporter knows has a second alert that tells when nobody watches it: an alert whose
/// metric is missing would be silent for ever.
final class FleetRules {

  static final String MISSING = "ModelReplicaMissing";
  static final String AT_MOST = "ModelAtMaximumReplicas";
  static final String RESTARTS = "ModelRestarts";
  static final String MEMORY = "ModelMemoryNearLimit";
  static final String REVIEW_FAILS = "ModelReviewFails";
  static final String REVIEW_OVERDUE = "ModelReviewOverdue";
  static final String REVIEW_UNSEEN = "ModelReviewUnwatched";
  static final String CERTIFICATE_ENDS = "ModelCertificateEnds";
  static final String CERTIFICATE_UNSEEN = "ModelCertificateUnwatched";

  static final int CERTIFICATE_DAYS = 14;
  static final int RESTARTS_LEAST = 2;
  static final int REVIEW_ROOM_DAYS = 1;

  /// Longest period of days that cron can say; a longer one is the first of each month, as
  /// `retraining/_rhythm.ftl` writes it.
  private static final int LONGEST_CRON_DAYS = 28;

  private static final int LONGEST_MONTH_DAYS = 31;

  private static final Figure LASTING =
      Figure.rule(900, "longer than a rollout's extra replicas or a short peak");

  private static final Bound HOUR =
      new Bound("1h", Figure.rule(1, "what restarts again within an hour does not heal itself"));

  /// Metrics of the process do not name the model: those of the targets that serve it.
  private static final String OF_THE_MODEL =
      """
      %s
        * on (namespace, job, instance) group_left (model_name)
        (%s * inference_ready{%s} + %s)\
      """;

  /// What a Prometheus says that watches the service outside of any cluster.
  static final String CLUSTER = "cluster";

  static final String NO_CLUSTER = "none";

  static final TracedText ONLY_IN_A_CLUSTER =
      TracedText.of(
          "Not where the label %s is \"%s\", as Docker Compose has it: nothing there has more"
              + " than one replica, jobs or a certificate.",
          CLUSTER, NO_CLUSTER);

  private static final Figure DAY = Figure.rule(86_400, "seconds of a day");
  private static final Figure NOTHING = Figure.rule(0, "only the label is wanted, not the value");
  private static final Figure ONCE = Figure.rule(1, "the value stays what it is");

  private final RuleContext of;

  FleetRules(RuleContext of) {
    this.of = of;
  }

  List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    int least = of.plan().value(PlanKeys.REPLICAS_MIN);
    if (of.service().fleet().replicas()) {
      if (least > 1) {
        alerts.add(missing());
      }
      if (of.plan().value(PlanKeys.REPLICAS_MAX) > least) {
        alerts.add(atMost());
      }
    }
    alerts.add(restarts());
    alerts.add(memory());
    of.service()
        .fleet()
        .review()
        .ifPresent(job -> {
          alerts.add(reviewFails(job));
          alerts.add(reviewOverdue(job));
          alerts.add(reviewUnseen(job));
        });
    of.service()
        .fleet()
        .host()
        .ifPresent(host -> {
          alerts.add(certificateEnds(host));
          alerts.add(certificateUnseen(host));
        });
    return alerts;
  }

  private Alert missing() {
    Figure least = Figure.of(of.plan(), PlanKeys.REPLICAS_MIN);
    return ticket(
        MISSING,
        Query.of(
            "count by (namespace, model_name) (inference_ready{%s, %s!=%s} == %s) < %s",
            of.modelInProduction(),
            CLUSTER,
            new Literal(NO_CLUSTER),
            Figure.rule(1, "what a replica says that is ready"),
            least),
        of.started(),
        TracedText.of("has fewer ready replicas than planned"),
        TracedText.of(
            "Ready replicas: %s; the plan keeps %s, so that one may fail.",
            new Placeholder("$value"), least),
        of.why(PlanKeys.REPLICAS_MIN),
        ONLY_IN_A_CLUSTER);
  }

  private Alert atMost() {
    Figure most = Figure.of(of.plan(), PlanKeys.REPLICAS_MAX);
    return ticket(
        AT_MOST,
        Query.of(
            "count by (namespace, model_name) (inference_ready{%s}) >= %s",
            of.modelInProduction(), most),
        LASTING,
        TracedText.of("has as many replicas as it may have"),
        TracedText.of(
            "%s replicas run, and the autoscaler adds none above %s: more requests than now find no"
                + " room.",
            new Placeholder("$value"), most),
        of.why(PlanKeys.REPLICAS_MAX));
  }

  private Alert restarts() {
    return ticket(
        RESTARTS,
        Query.of(
            "sum by (namespace, model_name) (\n  %s\n) >= %s",
            ofTheModel(TracedText.of("changes(process_start_time_seconds[%s])", HOUR)),
            Figure.rule(RESTARTS_LEAST, "one may be an accident; the next tells that it was none")),
        of.settled(),
        TracedText.of("restarts again and again"),
        TracedText.of(
            "Its processes were restarted %s times in %s.", new Placeholder("$value"), HOUR));
  }

  private Alert memory() {
    Figure limit = Figure.of(of.plan(), PlanKeys.MEMORY_LIMIT);
    Figure kibi = Figure.rule(1024, "a MiB in bytes");
    return ticket(
        MEMORY,
        Query.of(
            "max by (namespace, model_name) (\n  %s\n) / (%s * %s * %s) > %s",
            ofTheModel(TracedText.of("process_resident_memory_bytes")),
            limit,
            kibi,
            kibi,
            Figure.rule(
                new BigDecimal("0.9"), "a tenth is left, before the kernel kills the process")),
        LASTING,
        TracedText.of("has a replica near its memory limit"),
        TracedText.of(
            "A replica holds %s of its %s MiB; at all of them it is killed.",
            new Placeholder("$value | humanizePercentage"), limit),
        of.why(PlanKeys.MEMORY_LIMIT));
  }

  private Alert reviewFails(String job) {
    return ticket(
        REVIEW_FAILS,
        Query.of(
            "label_replace(max by (namespace) (kube_job_failed{%s, job_name=~%s,"
                + " condition=\"true\"}), \"model_name\", %s, \"\", \"\") > %s",
            inProduction(),
            new Literal(exactly(job) + "-[0-9]+"),
            new Literal(of.service().name()),
            Figure.rule(0, "a job of the last reviews failed")),
        of.settled(),
        TracedText.of("was not reviewed: its job failed"),
        TracedText.of("A review of drift ended without a result. Nobody judged the model's data."));
  }

  /// A review that nothing starts has no failed job.
  private Alert reviewOverdue(String job) {
    Figure period = reviewPeriod(of.plan());
    TracedText ofTheJob = TracedText.of("%s, cronjob=%s", inProduction(), new Literal(job));
    return ticket(
        REVIEW_OVERDUE,
        Query.of(
            "%s > (%s + %s) * %s",
            of.sinceLastSuccess(ofTheJob),
            period,
            Figure.rule(REVIEW_ROOM_DAYS, "a review that failed is started again by hand"),
            DAY),
        of.settled(),
        TracedText.of("was not reviewed in time"),
        TracedText.of(
            "No review has ended well for %s; one is due within %s days of the one before.",
            new Placeholder("$value | humanizeDuration"), period),
        of.why(PlanKeys.REVIEW_DAYS));
  }

  /// Days between two reviews, at most.
  static Figure reviewPeriod(Plan plan) {
    Figure days = Figure.of(plan, PlanKeys.REVIEW_DAYS);
    return plan.value(PlanKeys.REVIEW_DAYS) <= LONGEST_CRON_DAYS
        ? days
        : Figure.told(
            BigDecimal.valueOf(LONGEST_MONTH_DAYS),
            "the days of the longest month, whose first day it is for " + days.operand(),
            days);
  }

  private Alert reviewUnseen(String job) {
    return ticket(
        REVIEW_UNSEEN,
        Query.of(
            "label_replace(absent(kube_cronjob_info{%s, cronjob=%s}), \"model_name\", %s, \"\","
                + " \"\")%s",
            inProduction(), new Literal(job), new Literal(of.service().name()), inACluster(of)),
        LASTING,
        TracedText.of("has a job that nobody watches"),
        TracedText.of(
            "Prometheus has no metrics of the job %s: it is not there, or kube-state-metrics is"
                + " not.",
            job),
        ONLY_IN_A_CLUSTER);
  }

  private Alert certificateEnds(String host) {
    Figure days = Figure.rule(CERTIFICATE_DAYS, "time to renew it by hand");
    return ticket(
        CERTIFICATE_ENDS,
        Query.of(
            "label_replace(min(%s), \"model_name\", %s, \"\", \"\") - time() < %s * %s",
            certificate(host), new Literal(of.service().name()), days, DAY),
        of.settled(),
        TracedText.of("has a certificate that ends soon"),
        TracedText.of(
            "The certificate of %s ends in %s; it should be renewed %s days before.",
            host, new Placeholder("$value | humanizeDuration"), days));
  }

  private Alert certificateUnseen(String host) {
    return ticket(
        CERTIFICATE_UNSEEN,
        Query.of(
            "label_replace(absent(%s), \"model_name\", %s, \"\", \"\")%s",
            certificate(host), new Literal(of.service().name()), inACluster(of)),
        LASTING,
        TracedText.of("has a certificate that nobody watches"),
        TracedText.of(
            "Prometheus does not know when the certificate of %s ends: no blackbox exporter asks"
                + " that host.",
            host),
        ONLY_IN_A_CLUSTER);
  }

  /// Of the blackbox exporter, whatever path of the host it asks.
  private static TracedText certificate(String host) {
    return TracedText.of(
        "probe_ssl_earliest_cert_expiry{instance=~%s}",
        new Literal("(https://)?" + exactly(host) + "([:/].*)?"));
  }

  /// A name as a regular expression; of what names of hosts and jobs hold, only the point is one.
  private static String exactly(String name) {
    return name.replace(".", "[.]");
  }

  /// As kube-state-metrics tells, whose own labels must be honoured.
  private TracedText inProduction() {
    return TracedText.of("namespace=%s", new Literal(of.production().orElse(of.service().name())));
  }

  /// Unless the service answers where there is none.
  static TracedText inACluster(RuleContext of) {
    return TracedText.of(
        "\n  unless on () inference_ready{%s, %s=%s}",
        of.model(), CLUSTER, new Literal(NO_CLUSTER));
  }

  private TracedText ofTheModel(TracedText metric) {
    return TracedText.of(OF_THE_MODEL, metric, NOTHING, of.model(), ONCE);
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
