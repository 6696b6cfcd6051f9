// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Environments with a way in from outside, an operator and KEDA, before kubectl and our rules.
@Tag("tools")
final class WaysInToolsTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "gateway, deploy/envs/staging, HTTPRoute, ScaledObject, wines-staging.example.org",
    "gateway, deploy/envs/production, HTTPRoute, ScaledObject, wines.example.org",
    "gateway, argo/production, HTTPRoute, ScaledObject, wines.example.org",
    "ingress, deploy/envs/staging, Ingress, HorizontalPodAutoscaler, wines-staging.example.org",
    "ingress, deploy/envs/production, Ingress, HorizontalPodAutoscaler, wines.example.org",
  })
  void kubectlRendersAnEnvironmentThatKeepsOurRules(
      String options, String folder, String entry, String scaler, String host) throws Exception {
    Path bundle = exported(options);

    String all = Tool.need(bundle, "kubectl", "kustomize", folder);

    List<String> kinds = kinds(all);
    assertTrue(kinds.containsAll(List.of("Service", entry, scaler)), kinds.toString());
    assertEquals(1, kinds.stream().filter(kind -> kind.matches(".*(Autoscaler|Object)")).count());
    assertTrue(all.contains("- " + host + "\n") || all.contains("host: " + host + "\n"), all);
    String environment = Files.createDirectories(temp.resolve(folder)).toString();
    assertEquals(
        List.of(),
        OurRules.failed(Path.of(environment), all).stream()
            .map(Object::toString)
            // A set of files by hand counts as production, which staging is not.
            .filter(finding -> !folder.contains("staging") || !finding.contains("replica"))
            .toList());
  }

  @Test
  void stagingOfKedaRunsWhatThePlanSaysAndAsksItsOwnRequests() throws Exception {
    String all = Tool.need(exported("gateway"), "kubectl", "kustomize", "deploy/envs/staging");

    assertTrue(all.contains("  maxReplicaCount: 1\n  minReplicaCount: 1\n"), all);
    assertTrue(all.contains("namespace=\"wine-quality-staging\"}[60s]"), all);
    assertEquals(1, all.split("serverAddress", -1).length - 1, all);
  }

  @Test
  void theCanaryIsScaledByKeda() throws Exception {
    String all = Tool.need(exported("gateway"), "kubectl", "kustomize", "argo/production");

    assertTrue(
        all.contains(
            """
              scaleTargetRef:
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                name: wine-quality
            """),
        all);
  }

  /// The label by which replicas of one version are told apart.
  @Test
  void theCanarysReplicasAreSpreadByArgosLabel() throws Exception {
    Path bundle = exported("gateway");
    String production = Tool.need(bundle, "kubectl", "kustomize", "argo/production");
    String staging = Tool.need(bundle, "kubectl", "kustomize", "deploy/envs/staging");

    assertTrue(
        production.contains("matchLabelKeys:\n        - rollouts-pod-template-hash\n"), production);
    assertTrue(staging.contains("matchLabelKeys:\n        - pod-template-hash\n"), staging);
  }

  @Test
  void kubectlRendersWhatTheOperatorGets() throws Exception {
    String all = Tool.need(exported("gateway"), "kubectl", "kustomize", "prometheus/operator");

    assertEquals(List.of("PodMonitor", "PrometheusRule"), kinds(all));
    assertEquals(2, all.split("\n  namespace: monitoring\n", -1).length - 1, all);
    assertEquals(2, all.split("\n    release: prometheus\n", -1).length - 1, all);
  }

  @Test
  void kubectlRefusesAnEnvironmentWithoutItsWayIn() throws Exception {
    Path bundle = exported("ingress");
    Files.delete(bundle.resolve("deploy/envs/production/entry.yaml"));

    Tool run = Tool.run(bundle, "kubectl", "kustomize", "deploy/envs/production");

    assertNotEquals(0, run.exit(), run.output());
  }

  private Path exported(String options) throws Exception {
    return Exported.in(
        temp, WayIn.valueOf(options.toUpperCase(Locale.ROOT)).input(), "argo", "prometheus");
  }

  private static List<String> kinds(String manifests) {
    return manifests
        .lines()
        .filter(line -> line.startsWith("kind: "))
        .map(line -> line.substring(6))
        .toList();
  }
}
