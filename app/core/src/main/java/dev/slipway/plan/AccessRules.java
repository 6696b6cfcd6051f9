// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Words;
import dev.slipway.objective.Access;
import dev.slipway.objective.Access.Auth;
import dev.slipway.objective.Access.Exposure;
import dev.slipway.objective.Access.Tls;
import dev.slipway.objective.Project;
import dev.slipway.plan.Choice.Basis;
import java.util.Map;
import java.util.Optional;

/// Plans who may ask. Secrets are made by hand, so that nothing is switched on for a project that
/// says nothing of access; what its release opens is told all the same.
final class AccessRules {

  private static final String STATED = "slipway.yaml states it";

  private final Project.Release release;
  private final Access access;

  AccessRules(Project.Release release) {
    this.release = release;
    this.access = release.access();
  }

  void choose(Draft draft) {
    Choice<Exposure> exposure = exposure();
    put(draft, AccessKeys.EXPOSURE, exposure);
    put(draft, AccessKeys.AUTH, auth(exposure));
    put(draft, AccessKeys.TLS, tls(exposure));
  }

  private static void put(Draft draft, Key<String> key, Choice<? extends Enum<?>> choice) {
    draft.put(key, Words.id(choice.value()), choice.basis(), choice.because());
  }

  /// What is stated closes nothing that the release opens.
  private Choice<Exposure> exposure() {
    Choice<Exposure> opened = opened();
    if (access.exposure().isEmpty()) {
      return opened;
    }
    if (opened.value().compareTo(access.exposure().get()) > 0) {
      return new Choice<>(
          opened.value(),
          Basis.RULE,
          opened.because() + ", which is more than release.access.exposure states");
    }
    return new Choice<>(access.exposure().get(), Basis.OBJECTIVE, STATED);
  }

  /// The farthest from where the release lets requests in.
  private Choice<Exposure> opened() {
    if (hasEntry()) {
      return new Choice<>(
          Exposure.PUBLIC,
          Basis.RULE,
          "release.options.kubernetes.entry lets requests in from outside the cluster");
    }
    if (hasGateway()) {
      return new Choice<>(
          Exposure.PUBLIC,
          Basis.RULE,
          "KServe's gateway, behind which the target kserve puts the service, lets requests in from"
              + " outside the cluster");
    }
    Optional<String> besides = opensBesides();
    if (besides.isPresent()) {
      return new Choice<>(Exposure.CLUSTER, Basis.RULE, besides.get());
    }
    return new Choice<>(
        Exposure.NAMESPACE,
        Basis.ASSUMED,
        "nothing lets in more than its own namespace, or its own machine");
  }

  /// What lets in more than a namespace without anything in front that could end TLS.
  private Optional<String> opensBesides() {
    if (release.targets().contains("ecs")) {
      return Optional.of("the load balancer of the target ecs lets other machines in");
    }
    if (!option("kubernetes", "client-namespaces").isEmpty()) {
      return Optional.of("release.options.kubernetes.client-namespaces lets other namespaces in");
    }
    String address = option("compose", "address");
    return address.isEmpty() || address.matches("127[.].*|::1")
        ? Optional.empty()
        : Optional.of("release.options.compose.address lets other machines in");
  }

  private Choice<Auth> auth(Choice<Exposure> exposure) {
    if (access.auth().isPresent()) {
      return new Choice<>(access.auth().get(), Basis.OBJECTIVE, STATED);
    }
    if (exposure.value() == Exposure.NAMESPACE) {
      return new Choice<>(
          Auth.NONE, Basis.RULE, "whoever reaches the service is its own neighbour");
    }
    if (isUnstated()) {
      return new Choice<>(
          Auth.NONE,
          Basis.ASSUMED,
          exposure.because()
              + ", which asks for tokens: state release.access.auth as bearer, or as none where"
              + " what stands in front asks callers who they are");
    }
    return new Choice<>(
        Auth.BEARER,
        Basis.RULE,
        "an exposure to %s lets strangers ask, so callers bring a token"
            .formatted(Words.id(exposure.value())));
  }

  private Choice<Tls> tls(Choice<Exposure> exposure) {
    if (access.tls().isPresent()) {
      return new Choice<>(access.tls().get(), Basis.OBJECTIVE, STATED);
    }
    if (hasEntry()) {
      return new Choice<>(
          Tls.ENTRY,
          Basis.RULE,
          "what release.options.kubernetes.entry names ends TLS; behind it requests stay within the"
              + " cluster");
    }
    if (hasGateway() && (opensBesides().isEmpty() || isUnstated())) {
      return new Choice<>(
          Tls.ENTRY,
          Basis.RULE,
          "KServe's gateway ends TLS; behind it requests stay within the cluster");
    }
    if (exposure.value() == Exposure.NAMESPACE) {
      return new Choice<>(
          Tls.NONE, Basis.RULE, "requests do not leave the namespace, or the machine");
    }
    if (isUnstated()) {
      return new Choice<>(
          Tls.NONE,
          Basis.ASSUMED,
          exposure.because()
              + ", which asks for TLS: state release.access.tls as mounted, or as entry where what"
              + " stands in front ends it");
    }
    return new Choice<>(
        Tls.MOUNTED,
        Basis.RULE,
        "tokens and inputs leave the namespace, and nothing in front is said to end TLS");
  }

  private boolean isUnstated() {
    return access.equals(Access.UNSTATED);
  }

  private boolean hasEntry() {
    String entry = option("kubernetes", "entry");
    return !entry.isEmpty() && !entry.equals("none");
  }

  private boolean hasGateway() {
    return release.targets().contains("kserve");
  }

  private String option(String target, String name) {
    return Optional.ofNullable(release.options().getOrDefault(target, Map.of()).get(name))
        .map(String::valueOf)
        .orElse("");
  }
}
