// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What a cluster takes only with more than Kubernetes in it: the Gateway API, the Prometheus
/// operator, KEDA; each before the schema that such a cluster holds it to.
final class ClusterKindsTest {

  private static final Map<String, List<String>> FILES =
      Map.of(
          "gateway-httproutes.json",
          List.of("kubernetes", "deploy/envs/production/entry.yaml"),
          "keda-scaledobjects.json",
          List.of("kubernetes", "deploy/base/autoscaler.yaml"),
          "prometheus-operator-prometheusrules.json",
          List.of("prometheus", "prometheus/operator/rules.yaml"),
          "prometheus-operator-podmonitors.json",
          List.of("prometheus", "prometheus/operator/podmonitor.yaml"));

  private static String made(String schema) throws Exception {
    List<String> file = FILES.getOrDefault(schema, List.of());
    return CrdSchemaTest.rendered(WayIn.GATEWAY.input(), file.getFirst(), file.getLast());
  }

  @ParameterizedTest
  @CsvSource({
    "gateway-httproutes.json",
    "keda-scaledobjects.json",
    "prometheus-operator-prometheusrules.json",
    "prometheus-operator-podmonitors.json",
  })
  void theSchemaTakesIt(String schema) throws Exception {
    assertEquals(List.of(), CrdSchema.of(schema).errors(made(schema)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gateway-httproutes.json | request: "3s" | request: "3 s"
          gateway-httproutes.json | parentRefs: | parents:
          gateway-httproutes.json | type: PathPrefix | type: Prefix
          gateway-httproutes.json | port: 80 | port: http
          gateway-httproutes.json | wines.example.org | wines_example
          keda-scaledobjects.json | minReplicaCount: 2 | minReplicas: 2
          keda-scaledobjects.json | threshold: "171" | threshold: 171
          keda-scaledobjects.json | triggers: | metrics:
          keda-scaledobjects.json | stabilizationWindowSeconds: | stabilizationWindow:
          prometheus-operator-prometheusrules.json | alert: | alarm:
          prometheus-operator-prometheusrules.json | interval: 15s | interval: soon
          prometheus-operator-prometheusrules.json | severity: page | severity: 1
          prometheus-operator-podmonitors.json | interval: "15s" | interval: "often"
          prometheus-operator-podmonitors.json | podMetricsEndpoints: | endpoints:
          prometheus-operator-podmonitors.json | port: management | port: 8082
          """)
  void theSchemaRefusesABrokenOne(String schema, String good, String bad) throws Exception {
    String manifest = made(schema);
    assertTrue(manifest.contains(good), manifest);

    assertFalse(CrdSchema.of(schema).errors(manifest.replace(good, bad)).isEmpty());
  }

  @Test
  void kedaScalesProductionByItsOwnRequests() throws Exception {
    assertEquals(
        Map.of(
            "scaleTargetRef",
            Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", "wine-quality"),
            "minReplicaCount",
            2,
            "maxReplicaCount",
            6,
            "pollingInterval",
            15,
            "advanced",
            Map.of(
                "horizontalPodAutoscalerConfig",
                Map.of("behavior", Map.of("scaleDown", Map.of("stabilizationWindowSeconds", 300)))),
            "triggers",
            List.of(
                Map.of(
                    "type",
                    "prometheus",
                    "name",
                    "requests",
                    "metricType",
                    "AverageValue",
                    "metadata",
                    Map.of(
                        "serverAddress",
                        "http://prometheus-operated.monitoring.svc:9090",
                        "query",
                        "sum(rate(inference_requests_total{model_name=\"wine-quality\","
                            + " namespace=\"wine-quality\"}[60s]))\n",
                        "threshold",
                        "171",
                        "ignoreNullValues",
                        "false")))),
        spec(made("keda-scaledobjects.json")));
  }

  @Test
  void theOperatorReadsEveryEnvironmentsPodsAtTheManagementPort() throws Exception {
    assertEquals(
        Map.of(
            "namespaceSelector",
            Map.of("matchNames", List.of("wine-quality", "wine-quality-staging")),
            "selector",
            Map.of(
                "matchLabels",
                Map.of(
                    "app.kubernetes.io/name", "wine-quality",
                    "app.kubernetes.io/component", "model-server")),
            "podMetricsEndpoints",
            List.of(Map.of("port", "management", "path", "/metrics", "interval", "15s"))),
        spec(podMonitor("kubernetes", "prometheus")));
  }

  @Test
  void withoutManifestsInTheBundleItReadsPodsOfAnyNamespace() throws Exception {
    Map<?, ?> spec = (Map<?, ?>) spec(podMonitor("prometheus"));

    assertEquals(Map.of("any", true), spec.get("namespaceSelector"));
  }

  @Test
  void theOperatorGetsTheRulesThatPromtoolTests() throws Exception {
    String tested =
        CrdSchemaTest.rendered(WayIn.GATEWAY.input(), "prometheus", "prometheus/rules.yaml");

    assertEquals(yaml(tested), spec(made("prometheus-operator-prometheusrules.json")));
  }

  private static String podMonitor(String... targets) throws Exception {
    for (GeneratedFile file :
        new BundleRenderer(TargetCatalogue.builtIn())
            .render(WayIn.GATEWAY.input(), List.of(targets))) {
      if (file.path().endsWith("/podmonitor.yaml")) {
        return new String(file.content().bytes(), java.nio.charset.StandardCharsets.UTF_8);
      }
    }
    throw new IllegalStateException("the operator gets a PodMonitor");
  }

  private static Object spec(String manifest) {
    return java.util.Objects.requireNonNull(((Map<?, ?>) yaml(manifest)).get("spec"));
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().setBufferSize(text.length() + 2).build())
        .loadFromString(text);
  }
}
