// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An alert drill: a real Prometheus and a real Alertmanager with what a bundle holds for them, and
/// a service that gets into trouble. A minute of the rules is a second here, a day of drift six.
@Order(1) // who waits begins
@Tag("tools")
final class AlertDrillTest {

  private static final double FASTER = 60;
  private static final double DRIFT_FASTER = 14_400;
  private static final int FLOOR_MILLIS = 500;
  private static final Pattern DURATION = Pattern.compile("\\b(\\d+)(s|m|h|d)\\b");

  /// What each trouble must bring, and to whom.
  private static final Map<String, String> CALLED =
      Map.of(
          "ModelErrorBudgetBurnsFast", "page",
          "ModelLatencyBudgetBurnsFast", "page",
          "ModelFeatureDrifts", "ticket",
          "ModelReplicaMissing", "ticket");

  @TempDir Path temp;

  @Test
  void everyTroubleReachesWhoIsToHearOfItWithALinkThatOpens() throws Exception {
    try (var onCall = new OnCall();
        var first = new Replica();
        var second = new Replica()) {
      Path bundle = exported(onCall);
      onCall.shows(Files.readString(bundle.resolve("docs/runbook.md")));
      try (var alertmanager = new Alertmanager(temp, routes(bundle, onCall));
          var prometheus =
              new Prometheus(temp, configuration(bundle, alertmanager, first, second))) {
        prometheus.query("count(inference_ready == 1) == 2");
        prometheus.query("inference:requests_errors:ratio_rate1h");
        assertEquals(Set.of(), onCall.called(), "who is well calls nobody");

        first.getsIntoTrouble();
        second.stops();
        onCall.await(CALLED.keySet());
        assertEquals(CALLED, receivers(onCall));

        first.stops();
        onCall.await(Set.of("ModelAbsent"));
        assertEquals("page", onCall.call("ModelAbsent").receiver());
        for (OnCall.Call call : onCall.calls()) {
          assertTheLinkOpens(call);
        }
      }
    }
  }

  private static Map<String, String> receivers(OnCall onCall) {
    Map<String, String> receivers = new TreeMap<>();
    CALLED.keySet().forEach(alert -> receivers.put(alert, onCall.call(alert).receiver()));
    return receivers;
  }

  private static void assertTheLinkOpens(OnCall.Call call) throws Exception {
    URI link = URI.create(call.runbook());
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> page =
          client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());

      assertEquals(200, page.statusCode(), call.toString());
      assertEquals(call.alert().toLowerCase(Locale.ROOT), link.getFragment(), call.toString());
      assertTrue(page.body().contains("\n### " + call.alert() + "\n"), call.toString());
    }
  }

  private Path exported(OnCall onCall) throws Exception {
    return Exported.in(
        temp,
        Voyager.with(
            Voyager.input(),
            Voyager.project(
                Voyager.TEXT, Map.of("prometheus", Map.of("runbook-url", onCall.page())))),
        "kubernetes",
        "alertmanager");
  }

  private Path routes(Path bundle, OnCall onCall) throws Exception {
    Path secrets = Files.createDirectories(temp.resolve("secrets"));
    Files.writeString(secrets.resolve("page-url"), onCall.receiver("page"));
    Files.writeString(secrets.resolve("ticket-url"), onCall.receiver("ticket"));
    String routes = Files.readString(bundle.resolve("alertmanager/alertmanager.yaml"));
    assertTrue(routes.contains("/etc/alertmanager/secrets/"), routes);
    return Files.writeString(
        temp.resolve("alertmanager.yaml"),
        faster(routes.replace("/etc/alertmanager/secrets", secrets.toString()), FASTER));
  }

  private Path configuration(Path bundle, Alertmanager alertmanager, Replica... replicas)
      throws Exception {
    String rules = Files.readString(bundle.resolve("prometheus/rules.yaml"));
    int drift = rules.indexOf("  - name: \"wine-quality.drift\"");
    assertTrue(drift > 0, rules);
    Path shortened =
        Files.writeString(
            temp.resolve("rules.yaml"),
            faster(rules.substring(0, drift), FASTER)
                + faster(rules.substring(drift), DRIFT_FASTER));
    return Files.writeString(
        temp.resolve("prometheus.yaml"),
        """
        global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
        rule_files: ["%s"]
        alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
        scrape_configs:
          - job_name: wine-quality
            static_configs: [{targets: ["%s", "%s"], labels: {namespace: wine-quality}}]
        """
            .formatted(
                shortened, alertmanager.address(), replicas[0].address(), replicas[1].address()));
  }

  /// A copy whose durations are so many times shorter.
  private static String faster(String text, double times) {
    return DURATION
        .matcher(text)
        .replaceAll(found -> {
          double millis =
              Integer.parseInt(found.group(1)) * 1000.0 * seconds(found.group(2)) / times;
          return Math.max(FLOOR_MILLIS, Math.round(millis)) + "ms";
        });
  }

  private static int seconds(String unit) {
    return switch (unit) {
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3600;
      default -> 86_400;
    };
  }
}
