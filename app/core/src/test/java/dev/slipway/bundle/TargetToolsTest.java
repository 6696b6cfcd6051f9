// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Chart, routes and interface before the tools of those who get them, and a broken one of each.
@Tag("tools")
final class TargetToolsTest {

  @TempDir Path temp;

  private static String helm(int version) {
    return NodeTools.program("helm" + version + "/helm");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void helmTakesTheChartAndRendersWhatOurRulesForManifestsPass(int version) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "helm");

    Tool.need(folder, helm(version), "lint", "--strict", "chart");
    String rendered = Tool.need(folder, helm(version), "template", "wine", "chart", "-n", "wine");

    assertEquals(List.of(), OurRules.failed(temp, rendered));
    assertEquals(7, rendered.split("\nkind: ", -1).length - 1, rendered);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void helmMountsTheSecretsOfAServiceThatAsksForThem(int version) throws Exception {
    Path folder =
        Exported.in(
            temp,
            Voyager.with(
                Voyager.input(), SamplePlan.of("chosen for the tests", SamplePlan.GUARDED)),
            "helm");

    Tool.need(folder, helm(version), "lint", "--strict", "chart");
    String rendered = Tool.need(folder, helm(version), "template", "wine", "chart", "-n", "wine");

    assertEquals(List.of(), OurRules.failed(temp, rendered));
    for (String part :
        List.of(
            "secretName: \"wine-quality-tokens\"",
            "secretName: \"wine-quality-server-tls\"",
            "value: \"/app/secrets/tokens/tokens\"",
            "value: \"/app/secrets/tls/tls.key\"",
            "scheme: HTTPS")) {
      assertTrue(rendered.contains(part), part + " in " + rendered);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void helmLeavesTheAutoscalerOutWhereItIsSwitchedOff(int version) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "helm");

    String rendered =
        Tool.need(
            folder, helm(version), "template", "w", "chart", "--set", "autoscaling.enabled=false");

    assertTrue(!rendered.contains("HorizontalPodAutoscaler"), rendered);
    assertTrue(rendered.contains("  replicas: 2\n"), rendered);
  }

  /// The target `kubernetes` makes the same, whose way in is held to the schemas.
  @ParameterizedTest
  @CsvSource({
    "GATEWAY, HTTPRoute, 3,"
        + " 'entry.kind=gateway,entry.gateway.name=public,entry.gateway.namespace=gateways'",
    "INGRESS, Ingress, 4, 'entry.kind=ingress,entry.ingress.class=haproxy'"
  })
  void helmLetsRequestsInWhereTheValuesSaySo(WayIn entry, String kind, int version, String values)
      throws Exception {
    Path folder = Exported.in(temp, entry.input(), "helm", "kubernetes");

    String rendered =
        Tool.need(
            folder,
            helm(version),
            "template",
            "w",
            "chart",
            "--set",
            "entry.host=wines.example.org,entry.namespace=envoy," + values);

    assertEquals(List.of(), OurRules.failed(temp, rendered));
    assertEquals(8, rendered.split("\nkind: ", -1).length - 1, rendered);
    assertTrue(rendered.contains("kubernetes.io/metadata.name: \"envoy\"\n"), rendered);
    String made =
        List.of(rendered.split("\n---\n")).stream()
            .filter(document -> document.contains("\nkind: " + kind + "\n"))
            .findFirst()
            .orElseThrow();
    String plain = Files.readString(folder.resolve("deploy/envs/production/entry.yaml"));
    assertEquals(spec(plain), spec(made));
  }

  private static JsonNode spec(String manifest) {
    return new ObjectMapper()
        .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(manifest))
        .path("spec");
  }

  /// YAML 1.1, which Helm reads, takes `on` for a truth and 123 for a number.
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void helmTakesNamesThatLookLikeSomethingElse(int version) throws Exception {
    BundleInput input = Voyager.named(Voyager.input(), "on", "2026_11.07");
    Path folder = Exported.in(temp, input, "helm");

    Tool.need(folder, helm(version), "lint", "--strict", "chart");
    String rendered =
        Tool.need(
            folder,
            helm(version),
            "template",
            "123",
            "chart",
            "--set",
            "network.monitoringNamespace=null-and-void,network.clientNamespaces={1e3}");

    assertEquals(List.of(), OurRules.failed(temp, rendered));
    assertTrue(rendered.contains("  name: \"on\"\n"), rendered);
    assertTrue(rendered.contains("app.kubernetes.io/instance: \"123\"\n"), rendered);
    assertTrue(rendered.contains("kubernetes.io/metadata.name: \"1e3\"\n"), rendered);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void helmOpensThePortsThatTheValuesName(int version) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "helm");

    String rendered =
        Tool.need(folder, helm(version), "template", "w", "chart", "--set", "ports.http=9999");

    assertTrue(rendered.contains("containerPort: 9999\n"), rendered);
    assertTrue(
        rendered.contains("- name: SLIPWAY_HTTP_PORT\n              value: \"9999\"\n"), rendered);
  }

  @ParameterizedTest
  @CsvSource({
    "replicas.min=0, 3",
    "replicas.max=1, 4",
    "disruption.maxUnavailable=0, 3",
    "podAnnotations.a=1, 4",
    "resources.limits.ephemeral-storage=null, 3",
    "image.digest=latest, 3",
    "entry.kind=gateway, 3",
    "entry.kind=somehow, 4",
    "resources.limits.memory=lots, 4",
    "nonsense=1, 4"
  })
  void helmRefusesValuesThatDoNotFit(String value, int version) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "helm");

    Tool run = Tool.run(folder, helm(version), "template", "wine", "chart", "--set", value);

    assertNotEquals(0, run.exit(), run.output());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void helmRefusesABrokenChart(int version) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "helm");
    Exported.replace(
        folder.resolve("chart/templates/service.yaml"), ".Values.service.port", ".Values.a.b.c");

    Tool run = Tool.run(folder, helm(version), "lint", "--strict", "chart");

    assertNotEquals(0, run.exit(), run.output());
  }

  @ParameterizedTest
  @CsvSource({"webhook, webhook", "pagerduty, slack", "slack, slack"})
  void amtoolTakesTheRoutesAndEveryAlertReachesItsReceiver(String pages, String tickets)
      throws Exception {
    BundleInput input =
        Voyager.with(
            Voyager.input(),
            Voyager.project(
                Voyager.TEXT,
                Map.of("alertmanager", Map.of("page-via", pages, "ticket-via", tickets))));
    Path folder = Exported.in(temp, input, "alertmanager");

    Tool.need(folder, "amtool", "check-config", "alertmanager/alertmanager.yaml");
    Tool.need(folder, "alertmanager/test-routes");
  }

  /// An Alertmanager serves other teams too, whose alerts lack the same labels.
  @Test
  void onlyThisModelsAlertsAreHeldBack() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "alertmanager");
    JsonNode rules =
        new ObjectMapper()
            .valueToTree(
                new Load(LoadSettings.builder().build())
                    .loadFromString(
                        Files.readString(folder.resolve("alertmanager/alertmanager.yaml"))))
            .path("inhibit_rules");

    assertEquals(2, rules.size());
    for (JsonNode rule : rules) {
      for (String side : List.of("source_matchers", "target_matchers")) {
        List<String> matchers = rule.path(side).valueStream().map(JsonNode::asText).toList();
        assertTrue(matchers.contains("model_name = \"wine-quality\""), rule.toString());
      }
    }
  }

  @Test
  void everyAlertLinksToItsEntryAndToTheDashboard() throws Exception {
    BundleInput input =
        Voyager.with(
            Voyager.input(),
            Voyager.project(
                Voyager.TEXT,
                Map.of("prometheus", Map.of("grafana-url", "https://grafana.example.org/"))));
    Path folder = Exported.in(temp, input, "prometheus", "runbook", "grafana");
    String rules = Files.readString(folder.resolve("prometheus/rules.yaml"));
    String uid =
        new ObjectMapper()
            .readTree(Files.readString(folder.resolve("grafana/dashboard.json")))
            .path("uid")
            .asText();
    String runbook = Files.readString(folder.resolve("docs/runbook.md"));

    Tool.need(folder.resolve("prometheus"), "promtool", "test", "rules", "rules.test.yaml");
    Tool.need(folder.resolve("prometheus"), "promtool", "test", "rules", "drift.test.yaml");

    int alerts = rules.split("- alert: ", -1).length - 1;
    String link = "dashboard_url: \"https://grafana.example.org/d/" + uid + "\"";
    assertEquals(alerts, rules.split(link, -1).length - 1, rules);
    assertEquals(alerts, rules.split("runbook_url: ", -1).length - 1, rules);
    assertEquals(alerts, runbook.split("\n### Model", -1).length - 1, runbook);
    assertTrue(runbook.contains("| Dashboard | https://grafana.example.org/d/" + uid), runbook);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, [::1]"})
  void composePublishesOnTheAddressThatItIsTold(String address, String published) throws Exception {
    BundleInput input =
        Voyager.with(
            Voyager.input(),
            Voyager.project(Voyager.TEXT, Map.of("compose", Map.of("address", address))));

    String compose =
        Files.readString(Exported.in(temp, input, "compose").resolve("compose/compose.yaml"));

    assertTrue(compose.contains("- \"" + published + ":8080:8080\"\n"), compose);
    assertTrue(compose.contains("- \"" + published + ":3000:3000\"\n"), compose);
  }

  @Test
  void nobodyIsPagedForStaging() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "alertmanager", "kubernetes");
    Tool.need(folder, "alertmanager/test-routes");

    Exported.replace(
        folder.resolve("alertmanager/alertmanager.yaml"),
        "namespace = \\\"wine-quality-staging\\\"",
        "namespace = \\\"elsewhere\\\"");
    assertNotEquals(0, Tool.run(folder, "alertmanager/test-routes").exit());
  }

  @Test
  void amtoolRefusesBrokenRoutes() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "alertmanager");
    Path config = folder.resolve("alertmanager/alertmanager.yaml");
    Exported.replace(config, "- receiver: page", "- receiver: nobody");

    assertNotEquals(0, Tool.run(folder, "amtool", "check-config", config.toString()).exit());

    Exported.replace(config, "- receiver: nobody", "- receiver: ticket");
    assertNotEquals(0, Tool.run(folder, "alertmanager/test-routes").exit());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void spectralTakesTheInterface(boolean bare) throws Exception {
    Path folder = Exported.in(temp, bare ? Voyager.bare() : Voyager.input(), "openapi");

    Tool run = spectral(folder);

    assertEquals(0, run.exit(), run.output());
  }

  @Test
  void spectralRefusesABrokenInterface() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "openapi");
    Exported.replace(folder.resolve("docs/openapi.yaml"), "schemas/Response\"", "schemas/Answer\"");

    Tool run = spectral(folder);

    assertNotEquals(0, run.exit(), run.output());
  }

  private static Tool spectral(Path folder) throws Exception {
    Files.writeString(folder.resolve("rules.yaml"), "extends: [\"spectral:oas\"]\n");
    return Tool.run(
        folder,
        NodeTools.program("node_modules/.bin/spectral"),
        "lint",
        "docs/openapi.yaml",
        "--ruleset",
        "rules.yaml",
        "--fail-severity=warn");
  }
}
