// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import java.util.Map;

/// Options of what a cluster has beside Kubernetes itself: a way in from outside, an operator, an
/// autoscaler, nodes of one processor; a combination for each way in.
public enum WayIn {
  GATEWAY,
  INGRESS;

  /// By which a policy of Kyverno is made; its private half is nowhere.
  public static final String KEY =
      """
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEPFTvOpBPNU9LqJ7HgFM7rKwwL1XK
      3yvWdHNMHLUDM6f7vJCBQdU3TkVXpeBgs2bgo2HKN3qZKvGvFbmOfIIgXw==
      -----END PUBLIC KEY-----
      """;

  /// By target.
  Map<String, Map<String, Object>> options() {
    return switch (this) {
      case GATEWAY ->
          Map.of(
              "kubernetes",
              Map.of(
                  "entry", "gateway",
                  "host", "wines.example.org",
                  "gateway", "public",
                  "gateway-namespace", "gateways",
                  "entry-namespace", "envoy-gateway-system",
                  "autoscaler", "keda",
                  "version", "1.36",
                  "guards", true),
              "prometheus",
              Map.of("operator", true, "runbook-url", "https://wiki.example.org/wines/runbook"),
              "kserve",
              Map.of("version", "0.20", "canary-percent", 20),
              "policy",
              Map.of("public-key", KEY));
      case INGRESS ->
          Map.of(
              "kubernetes",
              Map.of(
                  "entry", "ingress",
                  "host", "wines.example.org",
                  "ingress-class", "haproxy",
                  "entry-namespace", "haproxy-controller"),
              "docker",
              Map.of("architectures", "amd64"));
    };
  }

  public BundleInput input() {
    return input(Voyager.TEXT);
  }

  /// @param text every free text
  BundleInput input(String text) {
    return Voyager.with(Voyager.input(text), Voyager.project(text, options()));
  }
}
