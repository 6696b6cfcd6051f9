// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Which pods may talk with which: network policies.
final class NetworkRules {

  private static final String CUT = "who called by it is cut off: ask those who call";

  static final List<Rule> ALL =
      List.of(
          At.the("network policy %s", "*")
              .in("NetworkPolicy", "CiliumNetworkPolicy", "AuthorizationPolicy")
              .gone(WEAKER, "every pod may call its pods, and they may call everything: keep it")
              .added(
                  UNJUDGED,
                  "policies add up: it closes what none closed before, or opens more of what one"
                      + " did"),
          At.the("direction that policy %s closes", "*/spec/policyTypes/[]", "*/spec/policyTypes")
              .gone(WEAKER, "the network is open in that direction")
              .added(STRONGER, "the network is closed in that direction but for its rules"),
          At.the("pods that policy %s protects", "*/spec/podSelector/**", "*/spec/podSelector")
              .any(WEAKER, "other pods are protected, and those that were may not be"),
          At.the(
                  "callers by network policy",
                  "*/spec/ingress",
                  "*/spec/ingress/[]",
                  "*/spec/ingress/[]/from/[]")
              .in("NetworkPolicy")
              .added(WEAKER, "more pods may call: is each meant to?")
              .gone(BREAKING, CUT),
          At.the("callers by network policy", "*/spec/ingress/[]/from")
              .in("NetworkPolicy")
              .gone(WEAKER, "everybody may call: name those who are meant to")
              .added(STRONGER, "only those named may call: try those that must"),
          At.the(
                  "callers by network policy",
                  "*/spec/ingress/[]/from/**/matchLabels",
                  "*/spec/ingress/[]/from/**/except",
                  "*/spec/ingress/[]/from/[]/podSelector")
              .in("NetworkPolicy")
              .gone(WEAKER, "more pods may call: is each meant to?")
              .added(STRONGER, "fewer may call: try those that must"),
          At.the("callers by network policy", "*/spec/ingress/[]/from/**")
              .in("NetworkPolicy")
              .gone(WEAKER, "more pods may call: is each meant to?")
              .any(WEAKER, "others may call, and who did may not: ask"),
          At.the("ports open by network policy", "*/spec/ingress/[]/ports/[]")
              .added(WEAKER, "more ports can be called")
              .gone(BREAKING, CUT),
          At.the("ports open by network policy", "*/spec/ingress/[]/ports")
              .gone(WEAKER, "every port can be called")
              .added(STRONGER, "only these ports can be called"),
          At.the("ports open by network policy", "*/spec/ingress/[]/ports/[]/endPort")
              .gone(BREAKING, CUT)
              .any(WEAKER, "other ports can be called, and those that could may not: look"),
          At.the("ports open by network policy", "*/spec/ingress/[]/ports/[]/*")
              .gone(WEAKER, "more ports can be called")
              .any(BREAKING, CUT),
          At.the(
                  "calls out by network policy",
                  "*/spec/egress/[]",
                  "*/spec/egress/[]/to/[]",
                  "*/spec/egress/[]/ports/[]")
              .added(WEAKER, "its pods may call more: where do data go?")
              .gone(UNJUDGED, "its pods may call less: whether they need it is to be tried"),
          At.the("calls out by network policy", "*/spec/egress/[]/to", "*/spec/egress/[]/ports")
              .gone(WEAKER, "its pods may call everything: where do data go?")
              .added(STRONGER, "its pods may call less"),
          At.the("calls out by network policy", "*/spec/egress")
              .when(
                  place -> place.isGone() && place.before().isEmpty(),
                  NEUTRAL,
                  "an empty list and none are the same",
                  false)
              .when(
                  place -> place.isNew() && place.after().isEmpty(),
                  NEUTRAL,
                  "an empty list and none are the same",
                  false)
              .added(WEAKER, "its pods may call more: where do data go?")
              .gone(STRONGER, "its pods may call nothing"),
          At.the("calls out by network policy", "*/spec/egress/**")
              .any(WEAKER, "its pods may call others: where do data go?"));

  private NetworkRules() {}
}
