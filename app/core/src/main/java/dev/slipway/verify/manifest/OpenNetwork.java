// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Network policies name who comes in, and who may be called: one that lets everybody through is
/// there and guards nothing.
final class OpenNetwork implements ManifestRule {

  /// Shorter prefixes hold more than any private network.
  private static final int PRIVATE = 8;

  private static final int PRIVATE_V6 = 7;

  private static final Set<String> ALL_BUT = Set.of("NotIn", "DoesNotExist");
  private static final String NAME = "kubernetes.io/metadata.name";

  @Override
  public Aspect aspect() {
    return Aspect.HARDENING;
  }

  @Override
  public String title() {
    return "Network policies name who may call and who may be called";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    set.of("NetworkPolicy")
        .forEach(policy -> {
          direction(policy, "ingress", "from", violations);
          direction(policy, "egress", "to", violations);
        });
    return violations;
  }

  private static void direction(
      Manifest policy, String direction, String peers, List<Violation> violations) {
    JsonNode rules = policy.tree().path("spec").path(direction);
    boolean inwards = direction.equals("ingress");
    for (int i = 0; i < rules.size(); i++) {
      JsonNode rule = rules.path(i);
      String place = "spec." + direction + "[" + i + "]";
      boolean anyPort = rule.path("ports").isEmpty();
      if (rule.path(peers).isEmpty() && (inwards || anyPort)) {
        violations.add(
            violation(
                policy,
                place
                    + (inwards
                        ? " lets everybody in, from inside the cluster and from outside."
                        : " lets its pods call everybody on every port.")));
      }
      for (int j = 0; j < rule.path(peers).size(); j++) {
        Optional<String> everybody = everybody(rule.path(peers).path(j));
        if (everybody.isPresent() && (inwards || anyPort)) {
          violations.add(
              violation(
                  policy,
                  "%s.%s[%d] %s %s."
                      .formatted(
                          place,
                          peers,
                          j,
                          inwards ? "lets in" : "lets its pods call",
                          everybody.get())));
        }
      }
    }
  }

  private static Optional<String> everybody(JsonNode peer) {
    String block = peer.at("/ipBlock/cidr").asText("");
    if (!block.isEmpty()) {
      String bits = block.substring(block.indexOf('/') + 1);
      boolean wide =
          bits.matches("[0-9]{1,3}")
              && Integer.parseInt(bits) < (block.contains(":") ? PRIVATE_V6 : PRIVATE);
      return wide ? Optional.of("the addresses " + block) : Optional.empty();
    }
    boolean anyPod = peer.path("podSelector").isEmpty();
    return anyPod && isAll(peer.path("namespaceSelector"))
        ? Optional.of("the pods of every namespace")
        : Optional.empty();
  }

  private static boolean isAll(JsonNode selector) {
    return selector.isObject()
        && selector.path("matchLabels").isEmpty()
        && selector
            .path("matchExpressions")
            .valueStream()
            .allMatch(wanted ->
                ALL_BUT.contains(wanted.path("operator").asText())
                    || (wanted.path("operator").asText().equals("Exists")
                        && wanted.path("key").asText().equals(NAME)));
  }

  private static Violation violation(Manifest policy, String what) {
    return new Violation(
        policy,
        "open-network",
        what,
        "The service asks nobody who they are: only the network keeps others out.",
        "Name the namespaces by a namespaceSelector with "
            + NAME
            + "; release.options.kubernetes.client-namespaces writes it.");
  }
}
