// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Values of the chart, and what they may be.
final class HelmRules {

  static final List<Rule> ALL =
      List.of(
          At.the("way in from outside", "entry/kind")
              .to(
                  "none",
                  BREAKING,
                  "callers from outside the cluster reach nothing: tell them first")
              .any(
                  WEAKER,
                  "callers outside reach the service, which asks nobody who they are: let security"
                      + " agree"),
          At.the("host", "entry/host")
              .any(BREAKING, "callers by the old name reach nothing: tell them first"),
          At.the("certificate", "entry/ingress/tlsSecret", "entry/gateway/listener")
              .any(UNJUDGED, "whether the other one has a certificate is to be tried"),
          At.the("way in from outside", "entry/**")
              .any(UNJUDGED, "whether callers still come in is to be tried"),
          At.the("namespaces that may call", "network/clientNamespaces/[]")
              .added(WEAKER, "more pods may call: is each meant to?")
              .gone(BREAKING, "who called by it is cut off: ask those who call"),
          At.the("namespace of Prometheus", "network/monitoringNamespace")
              .any(WEAKER, "the old one cannot read metrics any more: alerts never fire"),
          At.the("network policy", "network/enabled")
              .byDefault("false")
              .gone(WEAKER, "every pod may call its pods: keep it")
              .to("false", WEAKER, "every pod may call its pods: keep it")
              .to("true", STRONGER, "fewer pods may call")
              .any(UNJUDGED, "whether fewer pods may call is to be read"),
          At.the("port of the service", "service/port", "ports/*")
              .any(BREAKING, "callers of the old port reach nothing: tell them first"),
          At.the("user", "user")
              .to("0", WEAKER, "the container runs as root")
              .gone(WEAKER, "the image decides who it runs as")
              .any(NEUTRAL, "another user without rights"),
          At.the("values that the chart takes", "**")
              .file(".*values\\.schema\\.json")
              .any(UNJUDGED, "whether your own values are still taken: helm template tells"));

  private HelmRules() {}
}
