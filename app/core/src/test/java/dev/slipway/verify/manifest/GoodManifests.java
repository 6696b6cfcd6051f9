// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A set of Kubernetes files that keeps every rule; tests break one thing at a time.
final class GoodManifests {

  static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: iris, labels: {app: iris}}
      spec:
        selector: {matchLabels: {app: iris}}
        template:
          metadata: {labels: {app: iris}}
          spec:
            serviceAccountName: iris
            automountServiceAccountToken: false
            securityContext:
              runAsNonRoot: true
              runAsUser: 65532
              seccompProfile: {type: RuntimeDefault}
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchLabels: {app: iris}}
            containers:
              - name: model
                image: registry.example.org/iris:1.0.0
                ports: [{name: http, containerPort: 8080}, {name: management, containerPort: 8082}]
                env: [{name: MODE, value: "1"}]
                resources:
                  requests: {cpu: 500m, memory: 256Mi}
                  limits: {cpu: "1", memory: 256Mi}
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
                startupProbe: {httpGet: {path: /v2/health/ready, port: management}, periodSeconds: 1, failureThreshold: 30}
                readinessProbe: {httpGet: {path: /v2/health/ready, port: http}, periodSeconds: 5}
                livenessProbe: {httpGet: {path: /v2/health/live, port: management}, periodSeconds: 10}
                volumeMounts: [{name: tmp, mountPath: /tmp}]
            volumes: [{name: tmp, emptyDir: {sizeLimit: 16Mi}}]
      """;

  static final String OTHERS =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: iris}
      spec:
        selector: {app: iris}
        ports: [{name: http, port: 80, targetPort: http}]
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: iris}
      automountServiceAccountToken: false
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: iris}
      data: {BATCH: "32"}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: iris}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: iris}
        minReplicas: 2
        maxReplicas: 6
        metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: iris}
      spec: {maxUnavailable: 1, selector: {matchLabels: {app: iris}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: iris}
      spec: {podSelector: {matchLabels: {app: iris}}, policyTypes: [Ingress, Egress], ingress: [], egress: []}
      """;

  private GoodManifests() {}

  /// Writes both files and a `bundle.json`, with one text replaced.
  static void write(Path root, String old, String replacement) throws IOException {
    Files.createDirectories(root.resolve("deploy"));
    Files.writeString(root.resolve("bundle.json"), "{}");
    String all = DEPLOYMENT + OTHERS;
    if (!old.isEmpty() && !all.contains(old)) {
      throw new IllegalArgumentException("nothing to replace: " + old);
    }
    Files.writeString(root.resolve("deploy/deployment.yaml"), DEPLOYMENT.replace(old, replacement));
    Files.writeString(root.resolve("deploy/others.yaml"), OTHERS.replace(old, replacement));
  }
}
