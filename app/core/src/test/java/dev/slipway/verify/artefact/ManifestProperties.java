// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What linters of manifests ask for, as properties of documents that are applied together.
final class ManifestProperties {

  private static final Pattern SECRET =
      Pattern.compile("(?i)passw|secret|token|api.?key|access.?key|credential|private.?key");

  /// By the names that docs/rules.md uses.
  static final Map<String, Predicate<ManifestProperties>> ALL =
      Map.ofEntries(
          Map.entry("image-tag", p -> p.containers(c -> tagged(c.path("image").asText()))),
          Map.entry("pull-policy", p -> p.containers(ManifestProperties::pulled)),
          Map.entry("cpu", p -> p.containers(c -> limited(c, "cpu"))),
          Map.entry("memory", p -> p.containers(c -> limited(c, "memory"))),
          Map.entry("ephemeral-storage", p -> p.containers(c -> limited(c, "ephemeral-storage"))),
          Map.entry("variables-distinct", p -> p.containers(c -> distinct(c.path("env")))),
          Map.entry("no-secret-variable", p -> p.containers(ManifestProperties::noSecrets)),
          Map.entry("read-only-root", p -> p.secured("readOnlyRootFilesystem", true)),
          Map.entry("not-privileged", p -> p.secured("privileged", false)),
          Map.entry("no-escalation", p -> p.secured("allowPrivilegeEscalation", false)),
          Map.entry("drops-capabilities", p -> p.containers(ManifestProperties::dropsAll)),
          Map.entry(
              "default-proc",
              p -> p.containers(c -> c.at("/securityContext/procMount").isMissingNode())),
          Map.entry("no-host-port", p -> p.ports("hostPort").isEmpty()),
          Map.entry("no-ssh-port", p -> !p.ports("containerPort").contains(22)),
          Map.entry(
              "non-root", p -> p.pods(s -> s.at("/securityContext/runAsNonRoot").asBoolean())),
          Map.entry("user-and-group", p -> p.pods(s -> id(s, "runAsUser") && id(s, "runAsGroup"))),
          Map.entry(
              "seccomp",
              p -> p.pods(s -> is(s, "/securityContext/seccompProfile/type", "RuntimeDefault"))),
          Map.entry("no-sysctls", p -> p.pods(s -> s.at("/securityContext/sysctls").isEmpty())),
          Map.entry(
              "no-token",
              p ->
                  p.pods(s ->
                      s.path("automountServiceAccountToken").isBoolean()
                          && !s.path("automountServiceAccountToken").asBoolean())),
          Map.entry(
              "service-account",
              p -> p.pods(s -> p.named("ServiceAccount", s.path("serviceAccountName").asText()))),
          Map.entry(
              "no-old-account-field", p -> p.pods(s -> s.path("serviceAccount").isMissingNode())),
          Map.entry(
              "no-host-namespaces",
              p -> p.pods(s -> Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(s::has))),
          Map.entry(
              "no-windows-host-process",
              p -> p.pods(s -> s.at("/securityContext/windowsOptions").isMissingNode())),
          Map.entry(
              "no-host-path", p -> p.pods(s -> s.path("volumes").findValue("hostPath") == null)),
          Map.entry(
              "probes", p -> p.served(c -> c.has("readinessProbe") && c.has("livenessProbe"))),
          Map.entry(
              "probes-differ",
              p ->
                  p.served(c ->
                      !c.path("readinessProbe")
                          .path("httpGet")
                          .equals(c.path("livenessProbe").path("httpGet")))),
          Map.entry("probe-ports", p -> p.served(ManifestProperties::probePorts)),
          Map.entry(
              "anti-affinity",
              p ->
                  p.each(
                      "Deployment",
                      d ->
                          d.at("/spec/template/spec/affinity/podAntiAffinity")
                                  .findValue("topologyKey")
                              != null)),
          Map.entry(
              "topology-spread",
              p ->
                  p.each(
                      "Deployment",
                      d -> !d.at("/spec/template/spec/topologySpreadConstraints").isEmpty())),
          Map.entry(
              "rolling-update",
              p -> p.each("Deployment", d -> is(d, "/spec/strategy/type", "RollingUpdate"))),
          Map.entry(
              "selector-matches",
              p ->
                  p.each(
                      "Deployment",
                      d -> matches(d.at("/spec/selector/matchLabels"), d.at("/spec/template")))),
          Map.entry(
              "no-fixed-replicas",
              p -> p.each("Deployment", d -> d.at("/spec/replicas").isMissingNode())),
          Map.entry(
              "disruption-budget",
              p ->
                  p.each(
                      "Deployment",
                      d ->
                          p.any(
                              "PodDisruptionBudget",
                              b ->
                                  matches(
                                      b.at("/spec/selector/matchLabels"),
                                      d.at("/spec/template"))))),
          Map.entry(
              "budget-has-limit",
              p ->
                  p.each(
                      "PodDisruptionBudget",
                      b ->
                          b.path("spec").has("maxUnavailable")
                              || b.path("spec").has("minAvailable"))),
          Map.entry(
              "budget-lets-one-go",
              p ->
                  p.each(
                      "PodDisruptionBudget",
                      b ->
                          b.at("/spec/maxUnavailable").asInt() > 0
                              && !b.path("spec").has("minAvailable"))),
          Map.entry(
              "budget-lets-sick-go",
              p ->
                  p.each(
                      "PodDisruptionBudget",
                      b -> is(b, "/spec/unhealthyPodEvictionPolicy", "AlwaysAllow"))),
          Map.entry(
              "network-policy",
              p ->
                  p.templates()
                      .allMatch(t ->
                          p.any(
                              "NetworkPolicy",
                              n -> matches(n.at("/spec/podSelector/matchLabels"), t)))),
          Map.entry(
              "network-policy-selects",
              p ->
                  p.each(
                      "NetworkPolicy",
                      n ->
                          p.templates()
                              .anyMatch(t -> matches(n.at("/spec/podSelector/matchLabels"), t)))),
          Map.entry(
              "service-selects",
              p ->
                  p.each(
                      "Service",
                      s -> p.templates().anyMatch(t -> matches(s.at("/spec/selector"), t)))),
          Map.entry(
              "service-inside", p -> p.each("Service", s -> is(s, "/spec/type", "ClusterIP"))),
          Map.entry("target-ports", p -> p.each("Service", p::targetsPorts)),
          Map.entry(
              "autoscaler-target",
              p ->
                  p.scalers()
                      .allMatch(a ->
                          p.named(
                              a.at("/spec/scaleTargetRef/kind").asText(),
                              a.at("/spec/scaleTargetRef/name").asText()))),
          Map.entry(
              "two-replicas",
              p ->
                  p.scalers().findAny().isPresent()
                      && p.scalers().allMatch(a -> replicas(a, "min") >= 2)),
          Map.entry(
              "room-to-scale",
              p -> p.scalers().allMatch(a -> replicas(a, "max") > replicas(a, "min"))),
          Map.entry(
              "stable-versions",
              p ->
                  p.documents.stream()
                      .noneMatch(d ->
                          d.path("apiVersion")
                              .asText()
                              .matches(
                                  "extensions/.*|(([a-z]+|.*[.]k8s[.]io)/)?v[0-9]+(alpha|beta)[0-9]+"))),
          Map.entry("label-values", p -> p.documents.stream().allMatch(ManifestProperties::labels)),
          Map.entry("no-stateful-set", p -> p.none("StatefulSet")),
          Map.entry(
              "ingress-targets",
              p ->
                  p.each(
                      "Ingress",
                      i ->
                          !i.findValues("service").isEmpty()
                              && i.findValues("service").stream()
                                  .allMatch(s -> p.named("Service", s.path("name").asText())))),
          Map.entry("ingress-tls", p -> p.each("Ingress", ManifestProperties::encrypted)),
          Map.entry(
              "no-roles",
              p ->
                  Stream.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")
                      .allMatch(p::none)),
          Map.entry(
              "no-secret-setting",
              p -> p.each("ConfigMap", m -> !SECRET.matcher(m.path("data").toString()).find())),
          Map.entry(
              "job-deadline",
              p -> p.each("CronJob", j -> j.at("/spec/startingDeadlineSeconds").asInt() > 0)),
          Map.entry(
              "job-restart",
              p ->
                  p.each(
                      "CronJob",
                      j ->
                          j.at("/spec/jobTemplate/spec/template/spec/restartPolicy")
                              .asText()
                              .matches("Never|OnFailure"))),
          Map.entry(
              "job-removed",
              p ->
                  p.each(
                      "CronJob",
                      j -> j.at("/spec/jobTemplate/spec/ttlSecondsAfterFinished").asInt() > 0)));

  private final List<JsonNode> documents;

  ManifestProperties(List<JsonNode> documents) {
    this.documents = List.copyOf(documents);
  }

  private Stream<JsonNode> of(String kind) {
    return documents.stream().filter(document -> document.path("kind").asText().equals(kind));
  }

  /// Kubernetes' own autoscalers and KEDA's.
  private Stream<JsonNode> scalers() {
    return Stream.concat(of("HorizontalPodAutoscaler"), of("ScaledObject"));
  }

  /// @param bound `min` or `max`
  private static int replicas(JsonNode scaler, String bound) {
    boolean keda = scaler.path("kind").asText().equals("ScaledObject");
    return scaler.path("spec").path(bound + (keda ? "ReplicaCount" : "Replicas")).asInt();
  }

  /// Whether an Ingress has a certificate for each of its hosts.
  private static boolean encrypted(JsonNode ingress) {
    List<JsonNode> certified = new ArrayList<>();
    for (JsonNode tls : ingress.at("/spec/tls")) {
      if (!tls.path("secretName").asText().isEmpty()) {
        tls.path("hosts").forEach(certified::add);
      }
    }
    return !ingress.at("/spec/rules").isEmpty()
        && ingress
            .at("/spec/rules")
            .valueStream()
            .allMatch(rule -> certified.contains(rule.path("host")));
  }

  private boolean each(String kind, Predicate<JsonNode> wanted) {
    return of(kind).allMatch(wanted);
  }

  private boolean any(String kind, Predicate<JsonNode> wanted) {
    return of(kind).anyMatch(wanted);
  }

  private boolean none(String kind) {
    return of(kind).findAny().isEmpty();
  }

  private boolean named(String kind, String name) {
    return any(kind, document -> is(document, "/metadata/name", name));
  }

  /// What pods are made from; a job's too.
  private Stream<JsonNode> templates() {
    return Stream.concat(
        Stream.concat(of("Deployment"), of("Job")).map(document -> document.at("/spec/template")),
        of("CronJob").map(document -> document.at("/spec/jobTemplate/spec/template")));
  }

  private boolean pods(Predicate<JsonNode> wanted) {
    return templates().map(template -> template.path("spec")).allMatch(wanted);
  }

  private boolean containers(Predicate<JsonNode> wanted) {
    return pods(spec -> spec.path("containers").valueStream().allMatch(wanted));
  }

  /// Of what serves until it is stopped.
  private boolean served(Predicate<JsonNode> wanted) {
    return each(
        "Deployment",
        document -> document.at("/spec/template/spec/containers").valueStream().allMatch(wanted));
  }

  private boolean secured(String field, boolean value) {
    return containers(container -> {
      JsonNode found = container.at("/securityContext/" + field);
      return found.isBoolean() && found.asBoolean() == value;
    });
  }

  private List<Integer> ports(String field) {
    List<Integer> found = new ArrayList<>();
    templates()
        .flatMap(template -> template.at("/spec/containers").valueStream())
        .flatMap(container -> container.path("ports").valueStream())
        .filter(port -> port.has(field))
        .forEach(port -> found.add(port.path(field).asInt()));
    return found;
  }

  private boolean targetsPorts(JsonNode service) {
    return service
        .at("/spec/ports")
        .valueStream()
        .allMatch(port ->
            templates()
                .filter(template -> matches(service.at("/spec/selector"), template))
                .flatMap(template -> template.at("/spec/containers").valueStream())
                .anyMatch(container -> hasPort(container, port.path("targetPort"))));
  }

  private static boolean hasPort(JsonNode container, JsonNode wanted) {
    return container
        .path("ports")
        .valueStream()
        .anyMatch(
            port -> port.path("name").equals(wanted) || port.path("containerPort").equals(wanted));
  }

  private static boolean probePorts(JsonNode container) {
    return Stream.of("startupProbe", "readinessProbe", "livenessProbe")
        .filter(container::has)
        .allMatch(probe -> hasPort(container, container.at("/" + probe + "/httpGet/port")));
  }

  private static boolean pulled(JsonNode container) {
    boolean digest = container.path("image").asText().contains("@sha256:");
    return is(container, "/imagePullPolicy", digest ? "IfNotPresent" : "Always");
  }

  private static boolean tagged(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    return image.contains("@sha256:") || (last.contains(":") && !last.endsWith(":latest"));
  }

  private static boolean limited(JsonNode container, String resource) {
    return container.at("/resources/requests").has(resource)
        && container.at("/resources/limits").has(resource);
  }

  private static boolean distinct(JsonNode variables) {
    Set<String> names = new HashSet<>();
    return variables.valueStream().allMatch(variable -> names.add(variable.path("name").asText()));
  }

  private static boolean noSecrets(JsonNode container) {
    return container
        .path("env")
        .valueStream()
        .noneMatch(variable ->
            variable.has("value") && SECRET.matcher(variable.path("name").asText()).find());
  }

  private static boolean dropsAll(JsonNode container) {
    JsonNode capabilities = container.at("/securityContext/capabilities");
    return capabilities.path("drop").toString().equals("[\"ALL\"]") && !capabilities.has("add");
  }

  /// A user of no system: above what hosts give to people.
  private static boolean id(JsonNode spec, String field) {
    return spec.at("/securityContext/" + field).asLong() > 10_000;
  }

  private static boolean is(JsonNode node, String pointer, String text) {
    return node.at(pointer).asText().equals(text);
  }

  /// An empty selector of a policy selects all; one of a service nothing.
  private static boolean matches(JsonNode selector, JsonNode template) {
    JsonNode labels = template.at("/metadata/labels");
    return !selector.isEmpty()
        && selector
            .propertyStream()
            .allMatch(entry -> entry.getValue().equals(labels.path(entry.getKey())));
  }

  private static boolean labels(JsonNode document) {
    return document.findValues("labels").stream()
        .flatMap(JsonNode::valueStream)
        .allMatch(
            value -> value.asText().matches("|[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"));
  }
}
