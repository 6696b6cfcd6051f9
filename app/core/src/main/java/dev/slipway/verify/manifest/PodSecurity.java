// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Pods pass the Pod Security standard `restricted`, which includes all of `baseline`.
final class PodSecurity implements ManifestRule {

  private static final Set<String> VOLUMES =
      Set.of(
          "name",
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret",
          "image");
  private static final Set<String> SYSCTLS =
      Set.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.ping_group_range",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes");
  private static final Set<String> SELINUX =
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");
  private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");

  @Override
  public Aspect aspect() {
    return Aspect.POD_SECURITY;
  }

  @Override
  public String title() {
    return "Pods pass the Pod Security standard restricted";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    set.makingPods()
        .forEach(manifest -> {
          List<String> broken = new ArrayList<>();
          pod(manifest.podSpec(), broken);
          for (JsonNode container : manifest.containers()) {
            container(manifest.podSpec(), container, broken);
          }
          broken.forEach(what -> violations.add(violation(manifest, what)));
        });
    return violations;
  }

  private static void pod(JsonNode spec, List<String> broken) {
    for (String namespace : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (spec.path(namespace).asBoolean(false)) {
        broken.add(namespace + " must be false.");
      }
    }
    for (JsonNode volume : spec.path("volumes")) {
      for (Map.Entry<String, JsonNode> field : volume.properties()) {
        if (!VOLUMES.contains(field.getKey())) {
          broken.add(
              "the volume "
                  + volume.path("name")
                  + " has the type "
                  + field.getKey()
                  + ", which is not allowed.");
        }
      }
    }
    for (JsonNode sysctl : spec.at("/securityContext/sysctls")) {
      if (!SYSCTLS.contains(sysctl.path("name").asText())) {
        broken.add("the sysctl " + sysctl.path("name") + " is not allowed.");
      }
    }
    context("the pod", spec.path("securityContext"), broken);
  }

  private static void container(JsonNode pod, JsonNode container, List<String> broken) {
    String who = "container " + container.path("name").asText();
    JsonNode context = container.path("securityContext");
    context(who, context, broken);
    if (context.path("privileged").asBoolean(false)) {
      broken.add(who + ": privileged must be false.");
    }
    if (context.path("allowPrivilegeEscalation").asBoolean(true)) {
      broken.add(who + ": allowPrivilegeEscalation must be false.");
    }
    if (!effective(pod, context, "/runAsNonRoot").asBoolean(false)) {
      broken.add(who + ": runAsNonRoot must be true.");
    }
    String seccomp = effective(pod, context, "/seccompProfile/type").asText("");
    if (!SECCOMP.contains(seccomp)) {
      broken.add(who + ": seccompProfile.type must be RuntimeDefault or Localhost.");
    }
    boolean dropsAll =
        context.at("/capabilities/drop").valueStream().anyMatch(c -> c.asText().equals("ALL"));
    if (!dropsAll) {
      broken.add(who + ": capabilities.drop must hold ALL.");
    }
    for (JsonNode added : context.at("/capabilities/add")) {
      if (!added.asText().equals("NET_BIND_SERVICE")) {
        broken.add(who + ": the capability " + added.asText() + " must not be added.");
      }
    }
    if (!context.path("procMount").asText("Default").equals("Default")) {
      broken.add(who + ": procMount must be Default.");
    }
    for (JsonNode port : container.path("ports")) {
      if (port.path("hostPort").asInt(0) != 0) {
        broken.add(who + ": hostPort " + port.path("hostPort") + " must not be used.");
      }
    }
    probeHosts(who, container, broken);
  }

  private static void probeHosts(String who, JsonNode container, List<String> broken) {
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      for (String action : List.of("httpGet", "tcpSocket")) {
        if (!container.path(probe).path(action).path("host").asText("").isEmpty()) {
          broken.add(who + ": " + probe + " must not name a host.");
        }
      }
    }
  }

  private static void context(String who, JsonNode context, List<String> broken) {
    if (context.path("runAsUser").asInt(-1) == 0) {
      broken.add(who + ": runAsUser must not be 0.");
    }
    if (!context.path("runAsNonRoot").asBoolean(true)) {
      broken.add(who + ": runAsNonRoot must not be false.");
    }
    if (!SELINUX.contains(context.at("/seLinuxOptions/type").asText(""))
        || !context.at("/seLinuxOptions/user").asText("").isEmpty()
        || !context.at("/seLinuxOptions/role").asText("").isEmpty()) {
      broken.add(who + ": seLinuxOptions are not allowed.");
    }
    String appArmor = context.at("/appArmorProfile/type").asText("RuntimeDefault");
    if (!appArmor.equals("RuntimeDefault") && !appArmor.equals("Localhost")) {
      broken.add(who + ": appArmorProfile.type must be RuntimeDefault or Localhost.");
    }
    if (context.at("/windowsOptions/hostProcess").asBoolean(false)) {
      broken.add(who + ": hostProcess must be false.");
    }
  }

  /// What counts for a container: its own word, or else the pod's.
  private static JsonNode effective(JsonNode pod, JsonNode context, String pointer) {
    JsonNode own = context.at(pointer);
    return own.isValueNode() ? own : pod.path("securityContext").at(pointer);
  }

  private Violation violation(Manifest manifest, String what) {
    return new Violation(
        manifest,
        "pod-security",
        what,
        "A namespace that enforces the standard refuses the pod.",
        "Change the security context; the runtime needs none of these rights.");
  }
}
