// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Nobody is given rights over the cluster, and the service none at all: it calls no API.
final class Rights implements ManifestRule {

  private static final String ALL = "*";
  private static final String OF_ALL = "cluster-admin";

  /// Roles of Kubernetes that write, which must not be given in every namespace.
  private static final Set<String> WIDE = Set.of("admin", "edit");

  /// By these, whoever has a right takes others.
  private static final Set<String> RAISING = Set.of("escalate", "bind", "impersonate");

  /// A service account's name as a user: behind it come its namespace, a colon and its name.
  private static final String ACCOUNT_AS_USER = "system:serviceaccount:";

  /// The label by which Kubernetes adds a role's rules to one that others hold.
  private static final String ADDED_TO = "rbac.authorization.k8s.io/aggregate-to-";

  /// With these, whoever has a right runs programs in other pods or acts as another account: a
  /// `get` is enough for some of them, since a session may start as one.
  private static final Set<String> ENTERING =
      Set.of(
          "pods/exec",
          "pods/attach",
          "pods/ephemeralcontainers",
          "*/exec",
          "*/attach",
          "serviceaccounts/token",
          "*/token",
          "nodes/proxy",
          "*/proxy");

  private static final Set<String> READING = Set.of(ALL, "get", "list", "watch");

  private static final Set<String> EVERYBODY =
      Set.of(
          "system:authenticated",
          "system:unauthenticated",
          "system:anonymous",
          "system:masters",
          "system:serviceaccounts");

  @Override
  public Aspect aspect() {
    return Aspect.HARDENING;
  }

  @Override
  public String title() {
    return "Nobody gets rights over the cluster, and the service none";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    Set<String> accounts =
        set.serving()
            .map(manifest -> manifest.podSpec().path("serviceAccountName").asText("default"))
            .collect(Collectors.toSet());
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      switch (manifest.kind()) {
        case "ClusterRoleBinding", "RoleBinding" -> binding(manifest, accounts, violations);
        case "ClusterRole", "Role" -> {
          aggregation(manifest, violations);
          role(manifest, violations);
        }
        default -> {}
      }
    }
    return violations;
  }

  private void binding(Manifest manifest, Set<String> accounts, List<Violation> violations) {
    String role = manifest.tree().at("/roleRef/name").asText("");
    if (role.equals(OF_ALL) || (manifest.is("ClusterRoleBinding") && WIDE.contains(role))) {
      violations.add(
          violation(
              manifest,
              "it gives "
                  + role
                  + (manifest.is("ClusterRoleBinding") ? " in every namespace." : "."),
              "Bind a role that names the few things that are needed."));
    }
    for (JsonNode subject : manifest.tree().path("subjects")) {
      String name = subject.path("name").asText("");
      boolean account = subject.path("kind").asText().equals("ServiceAccount");
      if ((account || name.startsWith(ACCOUNT_AS_USER))
          && accounts.contains(name.substring(name.lastIndexOf(':') + 1))) {
        violations.add(
            violation(
                manifest,
                "it gives rights to the service's account " + name + ".",
                "Leave it out: the service calls no API of the cluster."));
      } else if (!account && EVERYBODY.contains(name.replaceFirst("(serviceaccounts):.*", "$1"))) {
        violations.add(
            violation(manifest, "it gives rights to " + name + ".", "Name who needs them."));
      }
    }
  }

  /// What a role allows must be in it, and it must be given by a binding alone.
  private void aggregation(Manifest manifest, List<Violation> violations) {
    if (manifest.tree().has("aggregationRule")) {
      violations.add(
          violation(
              manifest,
              "it takes the rules of other roles by aggregationRule.",
              "Write the rules that are needed into it."));
    }
    manifest
        .tree()
        .at("/metadata/labels")
        .propertyStream()
        .map(java.util.Map.Entry::getKey)
        .filter(label -> label.startsWith(ADDED_TO))
        .forEach(label ->
            violations.add(
                violation(
                    manifest,
                    "its label " + label + " adds its rules to a role that others hold.",
                    "Leave the label out, and bind the role to who needs it.")));
  }

  private void role(Manifest manifest, List<Violation> violations) {
    for (JsonNode rule : manifest.tree().path("rules")) {
      Set<String> verbs = texts(rule.path("verbs"));
      Set<String> resources = texts(rule.path("resources"));
      if (resources.contains(ALL) || verbs.contains(ALL)) {
        violations.add(
            violation(
                manifest,
                "a rule of it allows "
                    + ALL
                    + " for its "
                    + (verbs.contains(ALL) ? "verbs." : "resources."),
                "Name what is needed."));
      }
      if (verbs.stream().anyMatch(RAISING::contains)) {
        violations.add(
            violation(
                manifest,
                "a rule of it lets its holder take more rights: "
                    + String.join(", ", verbs.stream().sorted().toList())
                    + ".",
                "Leave out escalate, bind and impersonate."));
      }
      List<String> entering = resources.stream().filter(ENTERING::contains).sorted().toList();
      if (!entering.isEmpty()) {
        violations.add(
            violation(
                manifest,
                "a rule of it lets its holder act as other pods and accounts: "
                    + String.join(", ", entering)
                    + ".",
                "Leave them out."));
      }
      if (manifest.is("ClusterRole")
          && resources.contains("secrets")
          && verbs.stream().anyMatch(READING::contains)) {
        violations.add(
            violation(
                manifest,
                "it lets its holder read the secrets of every namespace it is bound in.",
                "Use a Role that names the one secret in resourceNames."));
      }
    }
  }

  private static Set<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
  }

  private Violation violation(Manifest manifest, String what, String remedy) {
    return new Violation(
        manifest,
        "rights",
        what,
        "Whoever takes over the service, or can change this file, would hold them.",
        remedy);
  }
}
