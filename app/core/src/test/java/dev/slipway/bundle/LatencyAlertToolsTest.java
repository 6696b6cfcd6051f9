// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import java.io.InputStream;
import java.io.StringReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The latency alert fires at any limit: before promtool with the exported tests, and before the
/// metrics of a service that runs by the exported settings.
@Tag("tools")
final class LatencyAlertToolsTest {

  private static final Pattern BOUND = Pattern.compile("le=(~?)\"([^\"]+)\"");

  @TempDir Path temp;

  private Path exported(String latency) throws Exception {
    return Exported.in(temp, StatedLimits.input(latency), "docker", "prometheus");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{p99: 2.5 ms}", "{p95: 500 us}", "{p99: 60 s}"})
  void promtoolSeesTheLatencyAlertFire(String latency) throws Exception {
    Path rules = exported(latency).resolve("prometheus");

    Tool.need(rules, "promtool", "check", "rules", "--lint=all", "--lint-fatal", "rules.yaml");
    Tool.need(rules, "promtool", "test", "rules", "rules.test.yaml");

    // And it does fire: who expects silence is told otherwise.
    String tests = Files.readString(rules.resolve("rules.test.yaml"));
    String silent =
        tests.replaceAll(
            "(?s)(alertname: ModelLatencyBudgetBurnsFast\n +eval_time: 30m\n +exp_alerts:)\n"
                + " +- exp_labels:.*?(\n +- alertname|\n  - name)",
            "$1 []$2");
    assertNotEquals(tests, silent);
    Files.writeString(rules.resolve("rules.test.yaml"), silent);
    Tool test = Tool.run(rules, "promtool", "test", "rules", "rules.test.yaml");
    assertNotEquals(0, test.exit(), test.output());
    assertTrue(test.output().contains("ModelLatencyBudgetBurnsFast"), test.output());
  }

  /// Half of the answers may be late: there is a ticket and no page.
  @Test
  void promtoolSeesATicketOfAMedianAndNoPage() throws Exception {
    Path rules = exported("{p50: 20 ms}").resolve("prometheus");

    Tool.need(rules, "promtool", "check", "rules", "--lint=all", "--lint-fatal", "rules.yaml");
    Tool.need(rules, "promtool", "test", "rules", "rules.test.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{p99: 2.5 ms} | 0.0025",
        "{p99: 500 us} | 5.0E-4",
        "{p99: 7.3 s}  | 7.3",
        "{p99: 1 s}    | 1.0"
      })
  void theServiceHasTheBucketThatTheRulesAskFor(String latency, String label) throws Exception {
    Path bundle = exported(latency);
    var exported = new Properties();
    exported.load(
        new StringReader(Files.readString(bundle.resolve("docker/app/conf/serving.properties"))));
    Path model = Files.write(temp.resolve("tiny.onnx"), TinyModel.bytes());
    Map<String, String> settings =
        Map.of(
            "model.name",
            exported.getProperty("model.name"),
            "metrics.latency-buckets",
            exported.getProperty("metrics.latency-buckets"));
    String rules = Files.readString(bundle.resolve("prometheus/rules.yaml"));

    try (ServingServer server = ServingServer.start(ServingConfig.inProcess(model, settings))) {
      for (String accept : List.of("text/plain", "application/openmetrics-text")) {
        Set<String> served = bounds(metrics(server, accept));

        List<String> found =
            BOUND
                .matcher(rules)
                .results()
                .map(bound ->
                    served.stream()
                        .filter(le ->
                            bound.group(1).isEmpty()
                                ? le.equals(bound.group(2))
                                : le.matches(bound.group(2)))
                        .collect(Collectors.joining(" and ")))
                .distinct()
                .toList();
        assertEquals(List.of(label), found, accept + ": " + served);
      }
    }
  }

  private static String metrics(ServingServer server, String accept) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics");
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestProperty("Accept", accept);
    try (InputStream body = connection.getInputStream()) {
      assertTrue(connection.getContentType().startsWith(accept), connection.getContentType());
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The labels of the buckets of the histogram of requests.
  private static Set<String> bounds(String metrics) {
    Set<String> bounds = new TreeSet<>();
    metrics
        .lines()
        .filter(line -> line.startsWith("inference_request_duration_seconds_bucket{"))
        .forEach(line -> bounds.add(line.replaceAll(".*le=\"([^\"]*)\".*", "$1")));
    return bounds;
  }
}
