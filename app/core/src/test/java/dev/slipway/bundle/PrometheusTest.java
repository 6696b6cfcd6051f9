// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.plan.PlanKeys;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real Prometheus reads a real server by the exported rules: what a dashboard or an alert asks
/// for is there.
@Tag("tools")
final class PrometheusTest {

  private static final int ROWS = 200;

  /// Names that are Triton's, and cannot be helped.
  private static final String TRITONS_UNITS =
      "nv_inference_.*_us metric names should not contain abbreviated units";

  @TempDir Path temp;

  /// The rules of a bundle whose plan has Prometheus look each second.
  private Path exportedRules() throws Exception {
    BundleInput input =
        Voyager.with(
            Voyager.input(),
            Voyager.plan(
                Voyager.TEXT, Map.of(PlanKeys.SCRAPE_INTERVAL, 1, PlanKeys.MEMORY_LIMIT, 65_536)));
    return Exported.in(temp, input, "prometheus").resolve("prometheus/rules.yaml");
  }

  private ServingServer server(String... options) throws Exception {
    Path model = Files.write(temp.resolve("tiny.onnx"), TinyModel.bytes());
    Path baseline =
        Files.writeString(
            temp.resolve("baseline.json"),
            """
            {"features": [{"name": "acidity", "tensor": "x", "column": 1, "bounds": [1, 2],
              "expected": [0.5, 0.25, 0.25], "missing": 0}]}
            """);
    Map<String, String> settings =
        new HashMap<>(Map.of("model.name", "wine-quality", "drift.baseline", baseline.toString()));
    for (int i = 0; i < options.length; i += 2) {
      settings.put(options[i], options[i + 1]);
    }
    return ServingServer.start(ServingConfig.inProcess(model, settings));
  }

  private Path configuration(int port, Path rules) throws Exception {
    return Files.writeString(
        temp.resolve("prometheus.yaml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ["%s"]
        scrape_configs:
          - job_name: wine-quality
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(rules, port));
  }

  /// Rows of which half are in each of the first two bins of the baseline.
  private static void ask(ServingServer server, boolean wrongly) throws Exception {
    String rows = "0,1,0,2,".repeat(ROWS / 2);
    String body =
        wrongly
            ? "{"
            : "{\"inputs\":[{\"name\":\"x\",\"shape\":[%d,2],\"datatype\":\"FP32\",\"data\":[%s]}]}"
                .formatted(ROWS, rows.substring(0, rows.length() - 1));
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/v2/models/wine-quality/infer");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      assertEquals(wrongly ? 400 : 200, status);
    }
  }

  @Test
  void answersTheQueriesOfTheExportedRulesAndOfDrift() throws Exception {
    Path rules = exportedRules();
    try (ServingServer server = server();
        Prometheus prometheus =
            new Prometheus(temp, configuration(server.managementPort(), rules))) {
      prometheus.query("inference_ready{model_name=\"wine-quality\"} == 1");
      for (int i = 0; i < 5; i++) {
        ask(server, false);
      }
      ask(server, true);

      JsonNode groups = prometheus.await("/rules", PrometheusTest::isWell).get("groups");
      List<String> names = new ArrayList<>();
      for (JsonNode group : groups) {
        for (JsonNode rule : group.get("rules")) {
          names.add(rule.get("name").asText());
          if (rule.get("type").asText().equals("recording")) {
            prometheus.query(rule.get("name").asText());
          } else {
            series(rule.get("query").asText(), prometheus);
          }
        }
      }
      assertTrue(names.containsAll(List.of("ModelAbsent", "ModelNotReady")), names.toString());
      assertEquals(14 + 8 + 10 + 8, names.size(), names.toString());
      assertDrift(prometheus);
    }
  }

  private static boolean isWell(JsonNode data) {
    for (JsonNode group : data.path("groups")) {
      for (JsonNode rule : group.get("rules")) {
        // Before the first scrape the server was absent.
        if (!rule.get("health").asText().equals("ok")
            || !rule.path("state").asText("inactive").equals("inactive")) {
          return false;
        }
      }
    }
    return !data.path("groups").isEmpty();
  }

  /// Whatever an alert's expression names has samples, so that its silence means that all is well.
  private static void series(String expression, Prometheus prometheus) throws Exception {
    var selectors = Pattern.compile("[a-z_:0-9]+\\{[^}]*\\}(\\[[0-9a-z]+\\])?").matcher(expression);
    TreeSet<String> found = new TreeSet<>();
    while (selectors.find()) {
      String selector = selectors.group();
      found.add(selector.endsWith("]") ? "rate(" + selector + ")" : selector);
    }
    assertFalse(found.isEmpty(), expression);
    for (String selector : found) {
      prometheus.query(selector);
    }
  }

  /// The queries of docs/serving.md: half the rows in each of two bins, where half, a quarter and a
  /// quarter were expected.
  private static void assertDrift(Prometheus prometheus) throws Exception {
    List<String> queries =
        Pattern.compile("```promql\n(.*?)\n```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../../docs/serving.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    String psi = queries.getFirst();
    String strangers = queries.getLast();
    assertTrue(psi.startsWith("sum by") && strangers.contains("missing|other"), psi);
    double expected = 0.25 * Math.log(0.5 / 0.25) + (0.0001 - 0.25) * Math.log(0.0001 / 0.25);

    JsonNode drift = prometheus.query(psi);

    assertEquals(1, drift.size(), drift.toString());
    assertEquals("acidity", drift.get(0).get("metric").get("feature").asText());
    assertEquals(expected, drift.get(0).get("value").get(1).asDouble(), 1e-6);
    JsonNode recorded = prometheus.query("inference:drift_psi:increase1d{feature=\"acidity\"}");
    assertEquals(expected, recorded.get(0).get("value").get(1).asDouble(), 1e-6);
    JsonNode high = prometheus.query("inference:drift_psi:is_high{feature=\"acidity\"}");
    assertEquals(1, high.get(0).get("value").get(1).asDouble());
    assertEquals(0, prometheus.query(strangers).get(0).get("value").get(1).asDouble());
  }

  @Test
  void seesThatTheServerIsGone() throws Exception {
    Path rules = exportedRules();
    ServingServer server = server();
    try (Prometheus prometheus =
        new Prometheus(temp, configuration(server.managementPort(), rules))) {
      prometheus.query("inference_ready{model_name=\"wine-quality\"} == 1");

      server.close();

      JsonNode alerts = prometheus.query("ALERTS{alertname=\"ModelAbsent\"}");
      assertEquals("page", alerts.get(0).get("metric").get("severity").asText());
    } finally {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "triton", "kserve", "mlserver"})
  void promtoolHasNothingToSayOfTheMetrics(String compat) throws Exception {
    try (ServingServer server = server("metrics.compat", compat)) {
      ask(server, false);
      URI uri = URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics");
      try (InputStream metrics = uri.toURL().openStream()) {
        Files.copy(metrics, temp.resolve("metrics"));
      }

      Tool lint = Tool.run(temp, "sh", "-c", "promtool check metrics < metrics");

      assertEquals(
          List.of(), lint.output().lines().filter(line -> !line.matches(TRITONS_UNITS)).toList());
      assertEquals(compat.equals("triton") ? 5 : 0, lint.output().lines().count());
    }
  }
}
