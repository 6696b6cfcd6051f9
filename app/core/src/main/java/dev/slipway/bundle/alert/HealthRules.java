// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Alert.Severity;
import dev.slipway.bundle.alert.RuleContext.Named;
import dev.slipway.bundle.alert.TracedText.Bound;
import dev.slipway.bundle.alert.TracedText.Placeholder;
import dev.slipway.plan.PlanKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Alerts on the service itself: its queue, and whether it is there.
final class HealthRules {

  static final String SATURATED = "ModelQueueSaturated";
  static final String REJECTED = "ModelRequestsRejected";
  static final String NOT_READY = "ModelNotReady";
  static final String ABSENT = "ModelAbsent";

  private static final Bound LOOK_BACK =
      new Bound(
          "5m", Figure.rule(5, "some scrapes lie within it, and what is over is soon forgotten"));

  private final RuleContext of;

  HealthRules(RuleContext of) {
    this.of = of;
  }

  List<Alert> alerts() {
    List<Alert> present = List.of(saturated(), rejected(), notReady());
    return of.service().fleet().serves()
        ? Stream.concat(present.stream(), Stream.of(absent())).toList()
        : present;
  }

  private Alert saturated() {
    return of.health(
        Severity.TICKET,
        Query.of(
            "max by (namespace, model_name) (inference_pending_requests{%s}) > %s",
            of.model(), Figure.of(of.plan(), PlanKeys.SATURATION_QUEUE)),
        of.settled(),
        of.annotations(
            SATURATED,
            TracedText.of("has a long request queue"),
            TracedText.of(
                "A replica has %s waiting requests; at %s it rejects further ones.",
                new Placeholder("$value"), Figure.of(of.plan(), PlanKeys.QUEUE))),
        new Named(SATURATED, List.of(of.why(PlanKeys.SATURATION_QUEUE))));
  }

  private Alert rejected() {
    return of.health(
        Severity.TICKET,
        Query.of(
            "round(sum by (namespace, model_name) (increase(inference_rejected_total{%s,"
                + " reason!~\"abandoned|slow\"}[%s]))) >= %s",
            of.model(), LOOK_BACK, Figure.of(of.plan(), PlanKeys.REJECTED_LEAST)),
        of.settled(),
        of.annotations(
            REJECTED,
            TracedText.of("rejects requests"),
            TracedText.of(
                "%s requests were rejected in %s: the queue, the memory for requests or the"
                    + " places for connections are full, or their deadline cannot be met.",
                new Placeholder("$value"), LOOK_BACK)),
        new Named(REJECTED, List.of(of.why(PlanKeys.REJECTED_LEAST))));
  }

  private Alert notReady() {
    return of.health(
        Severity.PAGE,
        Query.of(
            "max by (namespace, model_name) (inference_ready{%s}) == %s",
            of.model(), Figure.rule(0, "what a replica says that is not ready")),
        of.started(),
        of.annotations(
            NOT_READY,
            TracedText.of("has no ready replica"),
            TracedText.of("Replicas run, but for longer than a start takes none has been ready.")),
        new Named(NOT_READY, List.of()));
  }

  private Alert absent() {
    Optional<String> production = of.production();
    return of.health(
        Severity.PAGE,
        Query.of("absent(inference_ready{%s})", of.modelInProduction()),
        of.settled(),
        of.annotations(
            ABSENT,
            TracedText.of("has no metrics in Prometheus"),
            TracedText.of(
                "Prometheus reads no replica's metrics: none runs, or Prometheus cannot reach"
                    + " them.")),
        new Named(
            ABSENT,
            production.isPresent()
                ? List.of(
                    TracedText.of(
                        "Of production, by the label that discovery in Kubernetes gives: staging"
                            + " would hide that it is gone."))
                : List.of()));
  }
}
