// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Alert.Severity;
import dev.slipway.bundle.alert.RuleContext.Named;
import dev.slipway.bundle.alert.TracedText.Placeholder;
import dev.slipway.plan.AccessKeys;
import java.util.ArrayList;
import java.util.List;

/// Alerts on the secrets that are mounted into the service, where the plan asks for any: the
/// service itself tells of them.
final class SecretRules {

  static final String STALE = "ModelSecretStale";
  static final String ENDS = "ModelServerCertificateEnds";

  private static final Figure DAY = Figure.rule(86_400, "seconds of a day");

  private final RuleContext of;

  SecretRules(RuleContext of) {
    this.of = of;
  }

  List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    if (asksForTokens() || isEncrypted()) {
      alerts.add(stale());
    }
    if (isEncrypted()) {
      alerts.add(ends());
    }
    return alerts;
  }

  boolean asksForTokens() {
    return of.plan().value(AccessKeys.AUTH).equals("bearer");
  }

  boolean isEncrypted() {
    return of.plan().value(AccessKeys.TLS).equals("mounted");
  }

  private Alert stale() {
    return of.health(
        Severity.TICKET,
        Query.of(
            "max by (namespace, model_name, secret) (inference_secret_stale{%s}) > %s",
            of.model(), Figure.rule(0, "what a replica says that uses what is mounted")),
        of.settled(),
        of.annotations(
            STALE,
            TracedText.of("does not use the secret that is mounted"),
            TracedText.of(
                "A replica cannot use its mounted %s and keeps those before; one that starts now"
                    + " would not come up.",
                new Placeholder("$labels.secret"))),
        new Named(STALE, List.of()));
  }

  private Alert ends() {
    Figure days = Figure.rule(FleetRules.CERTIFICATE_DAYS, "time to renew it by hand");
    return of.health(
        Severity.TICKET,
        Query.of(
            "min by (namespace, model_name) (inference_certificate_end_seconds{%s} > %s) - time()"
                + " < %s * %s",
            of.model(), Figure.rule(0, "what a replica says that has no certificate"), days, DAY),
        of.settled(),
        of.annotations(
            ENDS,
            TracedText.of("has a mounted certificate that ends soon"),
            TracedText.of(
                "The certificate that a replica uses ends in %s; it should be renewed %s days"
                    + " before.",
                new Placeholder("$value | humanizeDuration"), days)),
        new Named(ENDS, List.of()));
  }
}
