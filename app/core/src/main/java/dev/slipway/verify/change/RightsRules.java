// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a container and its identity may do; what keeps others from running; secrets.
final class RightsRules {

  private static final String SECRET = "pods wait for the secret until it is there: make it first";
  private static final String MORE = "the container has more rights: let security agree";
  private static final Set<String> POLICIES =
      Set.of(
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "ClusterPolicy",
          "Policy",
          "ImageValidatingPolicy",
          "ClusterImagePolicy");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i)(token|secret|password|passwd|api_?key|credential)");

  static final List<Rule> ALL =
      List.of(
          At.the("rights: %s", "*")
              .in("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")
              .added(WEAKER, "somebody may do more in the cluster: let security agree")
              .gone(STRONGER, "what needed these rights is refused: try it"),
          At.the("rights: %s", "**/rules/[]/resourceNames", "**/rules/[]/resourceNames/[]")
              .in("Role", "ClusterRole")
              .when(
                  RightsRules::isForAll,
                  WEAKER,
                  "somebody may do it with all of the kind: let security agree",
                  false)
              .when(
                  place -> place.isNew() && place.after().isArray(),
                  STRONGER,
                  "what needed others than these is refused: try it",
                  false),
          At.the("rights: %s", "**/rules/[]", "**/rules/[]/*/[]", "**/subjects/[]")
              .in("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")
              .added(WEAKER, "somebody may do more in the cluster: let security agree")
              .gone(STRONGER, "what needed these rights is refused: try it"),
          At.the("rights: %s", "**/roleRef/**").any(WEAKER, "another role: let security agree"),
          At.the("admission policy %s", "*")
              .in(POLICIES)
              .gone(WEAKER, "nothing keeps other images out any more: keep it")
              .added(STRONGER, "the cluster refuses what it does not allow: try a release"),
          At.the(
                  "admission policy %s",
                  "**/failurePolicy",
                  "**/validationFailureAction",
                  "**/failureAction",
                  "**/validationActions/[]")
              .in(POLICIES)
              .to(
                  "Ignore|Audit|Warn",
                  WEAKER,
                  "what breaks the policy is let in: say who decided that")
              .to("Fail|Enforce|Deny", STRONGER, "what breaks the policy is refused")
              .from(
                  "Fail|Enforce|Deny",
                  WEAKER,
                  "what breaks the policy is let in: say who decided that"),
          At.the("what admission policy %s asks", "*/spec/**")
              .in(POLICIES)
              .gone(WEAKER, "the policy looks at less: try what it must refuse")
              .any(UNJUDGED, "the policy asks something else: try what it must take and refuse"),
          At.the("root", "**/runAsNonRoot")
              .to("true", STRONGER, "the container cannot run as root")
              .any(WEAKER, "the container may run as root: who breaks out of it owns the node"),
          At.the("user", "**/runAsUser", "**/runAsGroup")
              .to("0", WEAKER, "the container runs as root: who breaks out of it owns the node")
              .gone(WEAKER, "the image decides who it runs as")
              .any(NEUTRAL, "another user without rights: files of volumes must be its own"),
          At.the("group of volumes", "**/fsGroup").any(NEUTRAL, "files of volumes must be its own"),
          At.the("read-only files", "**/readOnlyRootFilesystem")
              .to("true", STRONGER, "nobody can change the container's files")
              .any(WEAKER, "who breaks in can change the container's files"),
          At.the("more rights than its parent", "**/allowPrivilegeEscalation")
              .to("false", STRONGER, "no process gets more rights")
              .any(WEAKER, "a process may get more rights than it started with"),
          At.the("privileged container", "**/privileged")
              .to("true", WEAKER, "the container may do what the node may: let security agree")
              .byDefault("false")
              .gone(STRONGER, "the container may do less than the node")
              .to("false", STRONGER, "the container may do less than the node")
              .any(UNJUDGED, "whether the container may do what the node may is to be read"),
          At.the("capabilities", "**/capabilities/add/[]", "**/capabilities/add")
              .when(Place::isNew, WEAKER, MORE, true)
              .gone(STRONGER, "the container has fewer rights"),
          At.the("capabilities", "**/capabilities")
              .when(place -> place.isNew() && place.after().has("add"), WEAKER, MORE, false),
          At.the(
                  "capabilities",
                  "**/capabilities/drop/[]",
                  "**/capabilities/drop",
                  "**/capabilities")
              .gone(WEAKER, "the container keeps rights of the kernel that it does not need")
              .added(STRONGER, "the container has fewer rights"),
          At.the("system calls", "**/seccompProfile/type", "**/seccompProfile")
              .to("RuntimeDefault|Localhost", STRONGER, "harmful system calls are refused")
              .gone(WEAKER, "every system call is allowed")
              .when(
                  place -> place.after().path("type").asText("").equals("Unconfined"),
                  WEAKER,
                  "every system call is allowed",
                  false)
              .to("Unconfined", WEAKER, "every system call is allowed")
              .added(STRONGER, "harmful system calls are refused"),
          At.the("protection of the container", "**/securityContext")
              .gone(WEAKER, "it runs with what the cluster gives by default: keep it"),
          At.the("token of the cluster", "**/automountServiceAccountToken")
              .to("false", STRONGER, "the pod holds no token of the cluster's API")
              .any(WEAKER, "the pod holds a token of the cluster's API that it does not need"),
          At.the("%s of the node", "**/hostNetwork|hostPID|hostIPC")
              .to(
                  "true",
                  WEAKER,
                  "the pod sees what other pods and the node do: let security agree")
              .byDefault("false")
              .gone(STRONGER, "the pod is apart from the node")
              .to("false", STRONGER, "the pod is apart from the node")
              .any(UNJUDGED, "whether the pod is apart from the node is to be read"),
          At.the("variables of other services", "**/enableServiceLinks")
              .any(NEUTRAL, "the program reads none of them"),
          At.the("volume %s", "**/volumes/[]")
              .when(
                  place -> place.after().has("hostPath"),
                  WEAKER,
                  "the pod reads or writes files of the node: let security agree",
                  true)
              .when(
                  place ->
                      place.after().has("secret")
                          && !place.after().at("/secret/optional").asBoolean(),
                  BREAKING,
                  SECRET,
                  true),
          At.the("volume %s", "**/volumes/[]/hostPath", "**/volumes/[]/hostPath/*")
              .added(WEAKER, "the pod reads or writes files of the node: let security agree"),
          At.the("secret of volume %s", "**/volumes/[]/secret/secretName", "**/volumes/[]/secret")
              .any(BREAKING, SECRET),
          At.the(
                  "secret of %s",
                  "**/secretKeyRef/**",
                  "**/secretRef/**",
                  "**/imagePullSecrets/[]",
                  "**/imagePullSecrets",
                  "pullSecrets/[]")
              .gone(UNJUDGED, "whether it is needed is not known: try a start")
              .any(BREAKING, SECRET),
          At.the("environment of %s", "**/env/[]", "**/env/[]/value")
              .when(
                  place -> place.after().at("/valueFrom").has("secretKeyRef"),
                  BREAKING,
                  SECRET,
                  true)
              .when(
                  RightsRules::isLiteralSecret,
                  WEAKER,
                  "a secret stands in a file that many read: name a Secret instead",
                  true),
          At.the("identity", "**/serviceAccountName", "**/serviceAccount")
              .any(WEAKER, "it runs as another identity, whose rights are others: look at them"),
          At.the("identity %s", "*")
              .in("ServiceAccount")
              .added(NEUTRAL, "it has no rights until somebody binds some")
              .gone(BREAKING, "pods that run as it do not start"),
          At.the("role of identity %s", "*/metadata/annotations", "*/metadata/annotations/*")
              .in("ServiceAccount")
              .any(WEAKER, "it may be another role of the cloud: look at its rights"),
          At.the("pod security of %s", "*/metadata/labels/pod-security.kubernetes.io~enforce")
              .in("Namespace")
              .to("restricted", STRONGER, "the cluster refuses pods with more rights")
              .any(WEAKER, "the cluster lets pods with more rights in"));

  private RightsRules() {}

  /// Whether rights that were of named things are of all things now: an empty list names all.
  private static boolean isForAll(Place place) {
    return Place.isItem(place.path().getLast())
        ? place.isGone() && place.up().filter(names -> names.after().isEmpty()).isPresent()
        : place.isGone() && !place.before().isEmpty();
  }

  private static boolean isLiteralSecret(Place place) {
    String name = place.item();
    String value =
        place.after().isObject()
            ? place.after().path("value").asText("")
            : place.after().asText("");
    return !value.isEmpty() && SECRET_NAME.matcher(name).find() && !value.startsWith("/");
  }
}
