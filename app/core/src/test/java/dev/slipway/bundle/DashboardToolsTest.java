// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
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
