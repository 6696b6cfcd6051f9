// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.custom.QuantityFormatException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1ClusterRole;
import io.kubernetes.client.openapi.models.V1ClusterRoleBinding;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1LimitRange;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PriorityClass;
import io.kubernetes.client.openapi.models.V1ReplicaSet;
import io.kubernetes.client.openapi.models.V1ResourceQuota;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V1ValidatingAdmissionPolicy;
import io.kubernetes.client.openapi.models.V1ValidatingAdmissionPolicyBinding;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Every document fits the types of a current Kubernetes: no unknown field, no wrong type, nothing
/// required left out, no API that was removed.
final class StrictTypes implements ManifestRule {

  private record Type(Class<?> model, Validator validator) {}

  /// The check that each generated model class brings.
  private interface Validator {
    void validate(JsonElement json) throws IOException;
  }

  private static Type type(Class<?> model, Validator validator) {
    return new Type(model, validator);
  }

  private static final Map<String, Type> TYPES =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", type(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
          Map.entry("v1/Event", type(CoreV1Event.class, CoreV1Event::validateJsonElement)),
          Map.entry("v1/LimitRange", type(V1LimitRange.class, V1LimitRange::validateJsonElement)),
          Map.entry("v1/Namespace", type(V1Namespace.class, V1Namespace::validateJsonElement)),
          Map.entry(
              "v1/PersistentVolumeClaim",
              type(V1PersistentVolumeClaim.class, V1PersistentVolumeClaim::validateJsonElement)),
          Map.entry("v1/Pod", type(V1Pod.class, V1Pod::validateJsonElement)),
          Map.entry(
              "v1/ResourceQuota",
              type(V1ResourceQuota.class, V1ResourceQuota::validateJsonElement)),
          Map.entry("v1/Secret", type(V1Secret.class, V1Secret::validateJsonElement)),
          Map.entry("v1/Service", type(V1Service.class, V1Service::validateJsonElement)),
          Map.entry(
              "v1/ServiceAccount",
              type(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
          Map.entry(
              "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy",
              type(
                  V1ValidatingAdmissionPolicy.class,
                  V1ValidatingAdmissionPolicy::validateJsonElement)),
          Map.entry(
              "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding",
              type(
                  V1ValidatingAdmissionPolicyBinding.class,
                  V1ValidatingAdmissionPolicyBinding::validateJsonElement)),
          Map.entry("apps/v1/DaemonSet", type(V1DaemonSet.class, V1DaemonSet::validateJsonElement)),
          Map.entry(
              "apps/v1/Deployment", type(V1Deployment.class, V1Deployment::validateJsonElement)),
          Map.entry(
              "apps/v1/ReplicaSet", type(V1ReplicaSet.class, V1ReplicaSet::validateJsonElement)),
          Map.entry(
              "apps/v1/StatefulSet", type(V1StatefulSet.class, V1StatefulSet::validateJsonElement)),
          Map.entry(
              "autoscaling/v2/HorizontalPodAutoscaler",
              type(
                  V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement)),
          Map.entry("batch/v1/CronJob", type(V1CronJob.class, V1CronJob::validateJsonElement)),
          Map.entry("batch/v1/Job", type(V1Job.class, V1Job::validateJsonElement)),
          Map.entry(
              "networking.k8s.io/v1/Ingress",
              type(V1Ingress.class, V1Ingress::validateJsonElement)),
          Map.entry(
              "networking.k8s.io/v1/NetworkPolicy",
              type(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)),
          Map.entry(
              "policy/v1/PodDisruptionBudget",
              type(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement)),
          Map.entry(
              "rbac.authorization.k8s.io/v1/ClusterRole",
              type(V1ClusterRole.class, V1ClusterRole::validateJsonElement)),
          Map.entry(
              "rbac.authorization.k8s.io/v1/ClusterRoleBinding",
              type(V1ClusterRoleBinding.class, V1ClusterRoleBinding::validateJsonElement)),
          Map.entry(
              "rbac.authorization.k8s.io/v1/Role", type(V1Role.class, V1Role::validateJsonElement)),
          Map.entry(
              "rbac.authorization.k8s.io/v1/RoleBinding",
              type(V1RoleBinding.class, V1RoleBinding::validateJsonElement)),
          Map.entry(
              "scheduling.k8s.io/v1/PriorityClass",
              type(V1PriorityClass.class, V1PriorityClass::validateJsonElement)));

  private static final Map<String, String> CURRENT =
      TYPES.keySet().stream()
          .collect(
              Collectors.toMap(
                  id -> id.substring(id.lastIndexOf('/') + 1),
                  id -> id.substring(0, id.lastIndexOf('/'))));

  /// Groups of Kubernetes itself: what is in none of them is somebody's own kind.
  private static boolean isBuiltIn(String apiVersion) {
    return apiVersion.matches(
        "v[0-9].*|(apps|batch|autoscaling|policy|extensions)/.*|[a-z.]+\\.k8s\\.io/.*");
  }

  /// Whether there is no type to check a document against.
  static boolean knows(Manifest manifest) {
    return isBuiltIn(manifest.apiVersion()) && CURRENT.containsKey(manifest.kind());
  }

  @Override
  public Aspect aspect() {
    return Aspect.VALIDITY;
  }

  @Override
  public String title() {
    return "Kubernetes documents fit their types";
  }

  @Override
  public List<Violation> violations(ManifestSet set) {
    List<Violation> violations = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      if (knows(manifest)) {
        misfit(manifest).ifPresent(violations::add);
      }
    }
    return violations;
  }

  private Optional<Violation> misfit(Manifest manifest) {
    Type type = TYPES.get(manifest.apiVersion() + "/" + manifest.kind());
    if (type == null) {
      String current = CURRENT.getOrDefault(manifest.kind(), "");
      return Optional.of(
          new Violation(
              manifest,
              "removed-api",
              manifest.apiVersion() + " has no " + manifest.kind() + ".",
              "A current cluster serves it as " + current + ".",
              "Write apiVersion: " + current + "."));
    }
    try {
      JsonElement json = JsonParser.parseString(manifest.tree().toString());
      type.validator().validate(json);
      Object model = JSON.getGson().fromJson(json, type.model());
      return model == null
          ? Optional.of(misfit(manifest, new IllegalArgumentException("it is empty")))
          : Optional.empty();
    } catch (IOException
        | JsonParseException
        | QuantityFormatException
        | IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException
        | ClassCastException e) {
      return Optional.of(misfit(manifest, e));
    }
  }

  private Violation misfit(Manifest manifest, Throwable cause) {
    Throwable inner = cause;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String said = String.valueOf(inner.getMessage());
    String message = said.length() > 300 ? said.substring(0, 300) + "…" : said;
    return new Violation(
        manifest,
        "misfit",
        "it does not fit " + manifest.apiVersion() + " " + manifest.kind() + ".",
        message,
        "Correct the field that the message names.");
  }
}
