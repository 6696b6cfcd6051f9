// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/// The exported dashboard before the tools of those who get it.
@Tag("tools")
final class DashboardToolsTest {

  @TempDir Path temp;

  @Test
  void promtoolParsesEveryQuery() throws Exception {
    GrafanaDashboard dashboard = GrafanaDashboard.of(Voyager.input());
    Tool check = promtool(dashboard);

    assertEquals(0, check.exit(), check.output());
    assertTrue(
        check.output().contains(dashboard.queries().size() + " rules found"), check.output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "histogram_quantile(0.95, | histogram_quantile(0.95",
        "sum by (protocol, code) | sun by (protocol, code)",
        "[$__rate_interval] | [$__rate_interva]",
        "and on (job, instance) | and at (job, instance)",
        "namespace=~ | namespace~"
      })
  void promtoolRefusesABrokenQuery(String good, String bad) throws Exception {
    Tool check = promtool(GrafanaDashboard.of(Voyager.input()).with(good, bad));

    assertNotEquals(0, check.exit(), check.output());
  }

  /// Three quarters in one of two bins where half was expected: an index of 0.275. The limit of
  /// `age` is 0.5, by a rule; `size` has none, and the plan's is 0.2.
  @Test
  void driftIsShownInLimitsOfTheFeatureAsTheAlertJudgesIt() throws Exception {
    String drift =
        GrafanaDashboard.of(Voyager.input()).queries().stream()
            .filter(query -> query.contains("inference:drift_psi:limit"))
            .findFirst()
            .orElseThrow();
    Files.writeString(
        temp.resolve("panel.yaml"),
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "groups",
                    List.of(
                        Map.of(
                            "name",
                            "panel",
                            "rules",
                            List.of(
                                Map.of(
                                    "record",
                                    "thousandths",
                                    "expr",
                                    "round(1000 * " + drift + ")")))))));
    Files.writeString(
        temp.resolve("panel.test.yaml"),
        """
        rule_files: [panel.yaml]
        tests:
          - interval: 1h
            input_series:
              - {series: 'inference:drift_psi:limit{model_name="a \\"name\\"",feature="age"}', values: 0.5x30}
        """
            + seen("age")
            + seen("size")
            + """
                promql_expr_test:
                  - expr: thousandths
                    eval_time: 25h
                    exp_samples:
                      - {labels: 'thousandths{feature="age"}', value: 549}
                      - {labels: 'thousandths{feature="size"}', value: 1373}
            """);

    Tool.need(temp, "promtool", "test", "rules", "panel.test.yaml");
  }

  private static String seen(String feature) {
    return """
          - {series: 'feature_drift_observations_total{#,bin="0"}', values: 0+30x30}
          - {series: 'feature_drift_observations_total{#,bin="1"}', values: 0+10x30}
          - {series: 'feature_drift_expected_ratio{#,bin="0"}', values: 0.5x30}
          - {series: 'feature_drift_expected_ratio{#,bin="1"}', values: 0.5x30}
    """
        .replace(
            "#",
            "model_name=\"a \\\"name\\\"\",namespace=\"production\",model_version=\"1\",feature=\""
                + feature
                + "\"");
  }

  /// JSON is YAML too.
  private Tool promtool(GrafanaDashboard dashboard) throws Exception {
    ObjectMapper json = new ObjectMapper();
    var rules = json.createArrayNode();
    for (String query : dashboard.queries()) {
      rules.addObject().put("record", "panel:query:" + rules.size()).put("expr", query);
    }
    var file = json.createObjectNode();
    file.putArray("groups").addObject().put("name", "panels").set("rules", rules);
    Files.writeString(temp.resolve("panels.yaml"), file.toString());
    return Tool.run(temp, "promtool", "check", "rules", "panels.yaml");
  }

  @Test
  void kubectlMakesAConfigMapForGrafanasSidecar() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "grafana");

    String made = Tool.need(folder, "kubectl", "kustomize", "grafana");

    assertTrue(made.contains("kind: ConfigMap\n"), made);
    assertTrue(made.contains("grafana_dashboard: \"1\"\n"), made);
    assertTrue(made.contains("name: wine-quality-dashboard\n  namespace: monitoring"), made);
  }
}
