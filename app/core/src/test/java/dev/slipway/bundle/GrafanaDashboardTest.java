// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.serving.metrics.MetricsSettings;
import dev.slipway.serving.metrics.ServingMetrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The exported dashboard before Grafana's own schema, and against the metrics that the runtime
/// has.
final class GrafanaDashboardTest {

  private static final Pattern METRIC =
      Pattern.compile("\\b((?:inference|process|jvm|feature)_[a-z_]+)\\b");

  private static final Set<String> OF_A_BASELINE =
      Set.of("feature_drift_observations_total", "feature_drift_expected_ratio");

  @Test
  void itShowsServiceModelDriftAndResources() throws Exception {
    GrafanaDashboard dashboard = GrafanaDashboard.of(Voyager.input());

    List<String> rows =
        dashboard
            .tree()
            .path("panels")
            .valueStream()
            .filter(panel -> panel.path("type").asText().equals("row"))
            .map(row -> row.path("title").asText().replaceFirst(":.*", ""))
            .toList();
    List<String> variables =
        dashboard
            .tree()
            .at("/templating/list")
            .valueStream()
            .map(variable -> variable.path("name").asText())
            .toList();

    assertEquals(List.of("Service", "Model", "Drift", "Resources"), rows);
    assertEquals(List.of("datasource", "model", "environment", "model_version"), variables);
  }

  @Test
  void panelsHaveNumbersOfTheirOwnAndDoNotOverlap() throws Exception {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : GrafanaDashboard.of(Voyager.input()).tree().path("panels")) {
      assertEquals(true, ids.add(panel.path("id").asInt()), panel.path("title").asText());
      JsonNode at = panel.path("gridPos");
      for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertEquals(true, x < 24 && cells.add(List.of(x, y)), panel.path("title").asText());
        }
      }
    }
  }

  @Test
  void everyMetricIsOneThatTheRuntimeExposes() throws Exception {
    assertEquals(Set.of(), unknownMetrics(GrafanaDashboard.of(Voyager.input())));
  }

  @Test
  void aMetricThatTheRuntimeLacksIsNoticed() throws Exception {
    GrafanaDashboard broken =
        GrafanaDashboard.of(Voyager.input()).with("inference_rows_total", "inference_row_total");

    assertEquals(Set.of("inference_row_total"), unknownMetrics(broken));
  }

  private static Set<String> unknownMetrics(GrafanaDashboard dashboard) {
    var settings = new MetricsSettings("m", "1", List.of(0.1), MetricsCompat.NONE, false);
    ServingMetrics metrics = new ServingMetrics(settings, () -> true, DriftBaseline.none());
    metrics.answered("rest", "200", 1);
    String exposed = metrics.expose("").body();
    Set<String> unknown = new TreeSet<>();
    for (String query : dashboard.queries()) {
      Matcher metric = METRIC.matcher(query);
      while (metric.find()) {
        unknown.add(metric.group(1));
      }
    }
    unknown.removeAll(OF_A_BASELINE);
    unknown.removeIf(
        name -> exposed.contains("# TYPE " + name.replaceFirst("_(bucket|sum|count)$", "") + " "));
    return unknown;
  }

  @Test
  void grafanasSchemaAcceptsIt() throws Exception {
    Schema schema = schema();

    assertEquals(List.of(), errors(schema, GrafanaDashboard.of(Voyager.input())));
    assertEquals(List.of(), errors(schema, GrafanaDashboard.of(Voyager.bare())));
    assertEquals(
        List.of(), errors(schema, GrafanaDashboard.of(Voyager.input("a\"b\\c\n{{x}}${y}"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"schemaVersion\":39 | \"schemaVersion\":\"39\"",
        "\"gridPos\":{\"h\":8, | \"gridPos\":{\"h\":\"8\",",
        "\"fieldConfig\": | \"fieldsConfig\":",
        "\"templating\": | \"template\":",
        "\"current\":{\"selected\":true,\"text\":\"All\", | \"current\":{\"selected\":true,"
      })
  void grafanasSchemaRefusesABrokenOne(String good, String bad) throws Exception {
    GrafanaDashboard broken = GrafanaDashboard.of(Voyager.input()).with(good, bad);

    assertNotEquals(List.of(), errors(schema(), broken));
  }

  @Test
  void everyPanelSaysWhatItShowsAndHasAQuery() throws Exception {
    GrafanaDashboard.of(Voyager.input())
        .panels()
        .forEach(panel -> {
          assertFalse(panel.path("title").asText().isBlank());
          assertFalse(panel.path("description").asText().isBlank(), panel.toString());
          assertFalse(panel.path("targets").isEmpty(), panel.toString());
        });
  }

  private static List<String> errors(Schema schema, GrafanaDashboard dashboard) {
    return schema.validate(dashboard.tree().toString(), InputFormat.JSON).stream()
        .map(Object::toString)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Schema schema() throws Exception {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(CrdSchema.extract("/schemas/grafana-dashboard.json"));
  }
}
