// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Finding;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.check.Yaml;
import dev.slipway.verify.manifest.KubernetesCheck;
import dev.slipway.verify.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a bundle takes from the declared version of a cluster, from the options of `kubernetes` and
/// from parameters of ECS.
final class ClusterVersionTest {

  @TempDir Path temp;

  private static BundleInput with(Map<String, Object> kubernetes) {
    return Voyager.with(
        Voyager.input(), Voyager.project(Voyager.TEXT, Map.of("kubernetes", kubernetes)));
  }

  private static Map<String, List<JsonNode>> documents(BundleInput input, String... targets)
      throws Exception {
    Map<String, List<JsonNode>> documents = new HashMap<>();
    for (GeneratedFile file : Exported.files(input, List.of(targets))) {
      if (file.path().matches("(deploy|ecs|chart)/.*\\.yaml")
          && !file.path().startsWith("chart/templates/")) {
        documents.put(file.path(), Yaml.documents(new String(file.content().bytes(), UTF_8)));
      }
    }
    return documents;
  }

  private static JsonNode first(Map<String, List<JsonNode>> documents, String path) {
    return documents.getOrDefault(path, List.of()).getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'nothing'",
    "1.27, 'spread'",
    "1.32, 'spread'",
    "1.33, 'spread users resize'",
    "1.36, 'spread users resize tolerance'"
  })
  void fieldsAreWrittenThatTheVersionHas(String version, String fields) throws Exception {
    BundleInput input = with(version.isEmpty() ? Map.of() : Map.of("version", version));
    Map<String, List<JsonNode>> made = documents(input, "kubernetes", "helm");
    JsonNode pod = first(made, "deploy/base/deployment.yaml").at("/spec/template/spec");
    JsonNode scaler = first(made, "deploy/base/autoscaler.yaml");
    JsonNode features = first(made, "chart/values.yaml").path("features");
    List<String> has = new ArrayList<>();
    if (pod.at("/topologySpreadConstraints/0").has("matchLabelKeys")) {
      has.add("spread");
    }
    if (pod.has("hostUsers") && !pod.path("hostUsers").asBoolean()) {
      has.add("users");
    }
    if (pod.at("/containers/0/resizePolicy").size() == 2) {
      has.add("resize");
    }
    if (scaler.at("/spec/behavior/scaleUp").has("tolerance")) {
      has.add("tolerance");
    }

    assertEquals(fields, has.isEmpty() ? "nothing" : String.join(" ", has));
    assertEquals(has.contains("spread"), features.path("spreadByVersion").asBoolean());
    assertEquals(has.contains("users"), features.path("userNamespaces").asBoolean());
    assertEquals(has.contains("resize"), features.path("resizeInPlace").asBoolean());
    assertEquals(
        has.contains("tolerance") ? "0.05" : "",
        first(made, "chart/values.yaml").at("/autoscaling/scaleUpTolerance").asText());
  }

  @Test
  void whatTheNewestVersionHasKeepsOurRules() throws Exception {
    Path bundle = Exported.in(temp, with(Map.of("version", "1.36", "guards", true)), "kubernetes");
    Report report = new Report();
    new KubernetesCheck(new ToolRunner(List.of(), Duration.ofSeconds(1)))
        .look(BundleFolder.open(bundle), report);

    assertEquals(
        List.of(), report.findings().stream().filter(Finding.Failed.class::isInstance).toList());
  }

  @Test
  void namespacesWarnOfWhatTheyWouldNotLetIn() throws Exception {
    Map<String, List<JsonNode>> made = documents(Voyager.input(), "kubernetes");

    for (String environment : List.of("staging", "production")) {
      JsonNode labels =
          first(made, "deploy/envs/" + environment + "/namespace.yaml").at("/metadata/labels");
      for (String mode : List.of("enforce", "warn", "audit")) {
        assertEquals(
            "restricted",
            labels.path("pod-security.kubernetes.io/" + mode).asText(),
            labels.toString());
      }
    }
  }

  @Test
  void guardsHoldWhatThePlanNeedsAndNoMore() throws Exception {
    Map<String, List<JsonNode>> made = documents(with(Map.of("guards", true)), "kubernetes");
    List<JsonNode> guards = made.getOrDefault("deploy/envs/production/guards.yaml", List.of());

    assertEquals(
        List.of("NetworkPolicy", "ResourceQuota", "LimitRange"),
        guards.stream().map(each -> each.path("kind").asText()).toList());
    JsonNode hard = guards.get(1).at("/spec/hard");
    // Six replicas and one of a rollout, of 256 MiB each, and a review.
    assertEquals(7 * 256 + 128 + "Mi", hard.path("limits.memory").asText());
    assertEquals("13", hard.path("pods").asText());
    String kustomization =
        first(made, "deploy/envs/production/kustomization.yaml").path("resources").toString();
    assertTrue(kustomization.contains("guards.yaml"), kustomization);
    assertEquals(
        null, documents(Voyager.input(), "kubernetes").get("deploy/envs/production/guards.yaml"));
  }

  /// Of the target `kubernetes`, which need not be exported for that.
  @Test
  void theChartTakesTheOptionsOfTheManifests() throws Exception {
    JsonNode values =
        first(
            documents(
                with(
                    Map.of(
                        "entry", "gateway",
                        "host", "wines.example.org",
                        "gateway", "public",
                        "gateway-namespace", "gateways",
                        "entry-namespace", "envoy",
                        "autoscaler", "keda",
                        "client-namespaces", "shop,back-office",
                        "monitoring-namespace", "observability",
                        "pull-secret", "registry")),
                "helm"),
            "chart/values.yaml");

    assertEquals("gateway", values.at("/entry/kind").asText());
    assertEquals("wines.example.org", values.at("/entry/host").asText());
    assertEquals("envoy", values.at("/entry/namespace").asText());
    assertEquals("public", values.at("/entry/gateway/name").asText());
    assertEquals("gateways", values.at("/entry/gateway/namespace").asText());
    assertEquals("requests", values.at("/autoscaling/by").asText());
    assertEquals("[\"shop\",\"back-office\"]", values.at("/network/clientNamespaces").toString());
    assertEquals("observability", values.at("/network/monitoringNamespace").asText());
    assertEquals("[{\"name\":\"registry\"}]", values.path("pullSecrets").toString());
    assertTrue(values.at("/metrics/annotations").asBoolean());
    JsonNode operated =
        first(documents(WayIn.GATEWAY.input(), "helm", "prometheus"), "chart/values.yaml");
    assertEquals("false", operated.at("/metrics/annotations").asText());
  }

  @Test
  void ecsAnswersOverTlsAndUsesWhatIsPaidFor() throws Exception {
    JsonNode stack = first(documents(Voyager.input(), "ecs"), "ecs/service.yaml");
    JsonNode task = stack.at("/Resources/Task/Properties");
    JsonNode container = task.at("/ContainerDefinitions/0");
    JsonNode listener = stack.at("/Resources/Listener/Properties");

    assertEquals(task.path("Memory").asText(), container.path("Memory").asText());
    assertEquals(
        "[\"HasCertificate\",\"HTTPS\",\"HTTP\"]", listener.at("/Protocol/Fn::If").toString());
    assertEquals("[\"HasCertificate\",443,80]", listener.at("/Port/Fn::If").toString());
    assertEquals(
        "{\"CredentialsParameter\":{\"Ref\":\"PullLogin\"}}",
        container.at("/RepositoryCredentials/Fn::If/1").toString());
    assertEquals(
        "HTTPCode_ELB_5XX_Count",
        stack.at("/Resources/BalancerAlarm/Properties/MetricName").asText());
    assertEquals(36, stack.at("/Resources/BalancerAlarm/Properties/Threshold").asInt());
  }
}
