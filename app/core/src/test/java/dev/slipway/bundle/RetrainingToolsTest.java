// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.base.Altered;
import dev.slipway.base.Finding;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Project;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The review as the job runs it, before a Prometheus that holds four days of counted values; and
/// its manifests before our rules.
@Tag("tools")
final class RetrainingToolsTest {

  @TempDir Path temp;

  private Path export() throws Exception {
    return Exported.in(temp, Voyager.input(), "retraining");
  }

  private List<Finding> failed(Path folder) throws Exception {
    return OurRules.failed(temp, Tool.need(folder, "kubectl", "kustomize", "retraining"));
  }

  @Test
  void theJobsManifestsPassOurRules() throws Exception {
    assertEquals(List.of(), failed(export()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runAsNonRoot: true | runAsNonRoot: false",
        "drop: [ALL] | drop: []",
        "schedule: | scheduled:",
        "python:3.13-slim | python:latest"
      })
  void ourRulesRefuseABrokenJob(String good, String bad) throws Exception {
    Path folder = export();
    Path job = folder.resolve("retraining/cronjob.yaml");
    String text = Files.readString(job);
    assertTrue(text.contains(good), good);
    Files.writeString(job, text.replace(good, bad));

    assertNotEquals(List.of(), failed(folder));
  }

  @Test
  void twoSignalsMustAgreeAndThePauseMustBeOver() throws Exception {
    Path folder = export();
    try (Prometheus prometheus = prometheus()) {
      prometheus.query("count(feature_drift_expected_ratio)");
      Map<String, String> drifting = env(folder, prometheus, "drifting");
      Map<String, String> steady = env(folder, prometheus, "steady");

      assertEquals(
          "none: two signals must agree; drifted: acidity", decision(folder, drifting, 20, ""));
      assertEquals(
          "train: drift and age agree; drifted: acidity", decision(folder, drifting, 200, ""));
      assertEquals(
          "train: drift and score agree; drifted: acidity",
          decision(folder, drifting, 20, "vector(0.5)"));
      assertEquals(
          "none: two signals must agree; drifted: acidity",
          decision(folder, drifting, 20, "vector(0.95)"));
      assertEquals(
          "none: trained 3 days ago; the pause is 7 days; drifted: acidity",
          decision(folder, drifting, 3, "vector(0.5)"));
      assertEquals(
          "none: TRAINED_ON is empty: the pause cannot be kept; drifted: acidity",
          decision(folder, drifting, -1, "vector(0.5)"));
      assertEquals(
          "none: two signals must agree; drifted: nothing", decision(folder, steady, 200, ""));
      assertEquals(
          "none: two signals must agree; 0 of 3 windows have enough rows, 2 are needed",
          decision(folder, env(folder, prometheus, "unknown"), 200, ""));
    }
  }

  /// As everywhere, the whole interval must lie beyond the floor (0.92 here).
  @Test
  void aScoreThatChanceExplainsIsNoSignal() throws Exception {
    Path folder = export();
    try (Prometheus prometheus = prometheus()) {
      prometheus.query("count(feature_drift_expected_ratio)");
      Map<String, String> env = env(folder, prometheus, "drifting");
      env.put("SCORE_QUERY", "vector(0.9)");

      env.put("SCORE_ROWS_QUERY", "vector(40)");
      assertEquals("undecided: score 0.9, at best 0.9604, floor 0.92", score(folder, env));
      env.put("SCORE_ROWS_QUERY", "vector(4000)");
      assertEquals("score 0.9, at best 0.9089, floor 0.92", score(folder, env));
      env.put("SCORE_ROWS_QUERY", "");
      assertEquals(
          "undecided: score 0.9, floor 0.92, and nothing says how sure the score is",
          score(folder, env));
      env.put("SCORE_BEST_QUERY", "vector(0.91)");
      assertEquals("score 0.9, at best 0.91, floor 0.92", score(folder, env));
    }
  }

  /// Per cent, a division by no answers, and rows that cannot be: nothing of it is a signal.
  @Test
  void aScoreThatIsNoShareIsNotKnown() throws Exception {
    Path folder = export();
    try (Prometheus prometheus = prometheus()) {
      prometheus.query("count(feature_drift_expected_ratio)");
      Map<String, String> env = env(folder, prometheus, "drifting");
      env.put("SCORE_ROWS_QUERY", "vector(500)");

      env.put("SCORE_QUERY", "vector(93)");
      assertEquals(
          "not known: SCORE_QUERY gives 93.0, and this score is a share from 0 to 1",
          score(folder, env));
      env.put("SCORE_QUERY", "vector(0) / vector(0)");
      assertEquals("no score of answers whose truth came back", score(folder, env));
      env.put("SCORE_QUERY", "vector(0.9)");
      env.put("SCORE_ROWS_QUERY", "vector(-500)");
      assertEquals(
          "undecided: score 0.9, floor 0.92, and nothing says how sure the score is",
          score(folder, env));
    }
  }

  /// A metric's name may be in capitals, and with `_`.
  @Test
  void aScoreIsAShareHoweverItsMetricIsWritten() throws Exception {
    Project like = Voyager.input().project();
    Objectives usual = like.objectives();
    Objectives stated =
        Altered.of(
            usual, "quality", Optional.of(new Objectives.Quality("Accuracy", 0.92, List.of())));
    Project project = Altered.of(like, "objectives", stated);

    Path folder = Exported.in(temp, Voyager.with(Voyager.input(), project), "retraining");

    assertEquals("true", env(folder).get("SCORE_IS_SHARE"));
  }

  private static String score(Path folder, Map<String, String> env) throws Exception {
    Tool run = review(folder, env);
    assertEquals(0, run.exit(), run.output());
    return new ObjectMapper().readTree(run.output()).path("score").asText();
  }

  @Test
  void aFeatureIsHeldAgainstItsOwnLimitAsTheAlertDoes() throws Exception {
    Path folder = export();
    Path limits = folder.resolve("retraining/drift-limits.json");
    try (Prometheus prometheus = prometheus()) {
      prometheus.query("count(feature_drift_expected_ratio)");
      Map<String, String> drifting = env(folder, prometheus, "drifting");

      // Its index is 0.88 in every window.
      Exported.replace(limits, "\"acidity\", \"limit\": 0.2", "\"acidity\", \"limit\": 0.87");
      assertEquals(
          "none: two signals must agree; drifted: acidity", decision(folder, drifting, 20, ""));

      Exported.replace(limits, "\"acidity\", \"limit\": 0.87", "\"acidity\", \"limit\": 0.89");
      assertEquals(
          "none: two signals must agree; drifted: nothing", decision(folder, drifting, 20, ""));
    }
  }

  @Test
  void withoutABaselineDriftIsNotJudged() throws Exception {
    Path folder = Exported.in(temp, Voyager.bare(), "retraining");
    Map<String, String> env = env(folder);

    assertEquals(
        "none: two signals must agree; not judged: this release has no drift baseline",
        decision(folder, env, 20, ""));
  }

  @Test
  void whoeverTrainsIsToldOnceWithTheReasons() throws Exception {
    Path folder = export();
    var told = new LinkedBlockingQueue<String>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/train",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    receiver.start();
    try (Prometheus prometheus = prometheus()) {
      prometheus.query("count(feature_drift_expected_ratio)");
      Map<String, String> env = env(folder, prometheus, "drifting");
      String address = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/train\n";
      env.put("TRIGGER_URL_FILE", Files.writeString(temp.resolve("url"), address).toString());

      decision(folder, env, 20, "");
      decision(folder, env, 200, "");

      String message = Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS));
      assertEquals(
          "[\"drift\",\"age\"]", new ObjectMapper().readTree(message).path("signals").toString());
      assertTrue(told.isEmpty());
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void aPrometheusThatCannotBeReachedFailsTheJob() throws Exception {
    Path folder = export();
    Map<String, String> env = env(folder);
    env.put("PROMETHEUS_URL", "http://127.0.0.1:1");

    Tool run = review(folder, env);

    assertEquals(2, run.exit());
    assertTrue(run.output().startsWith("{\"error\": "), run.output());
  }

  /// The job's own settings.
  private static Map<String, String> env(Path folder) throws Exception {
    String text = Files.readString(folder.resolve("retraining/cronjob.yaml"));
    JsonNode job =
        new ObjectMapper()
            .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    Map<String, String> env = new LinkedHashMap<>();
    job.at("/spec/jobTemplate/spec/template/spec/containers/0/env")
        .forEach(each -> env.put(each.path("name").asText(), each.path("value").asText()));
    return env;
  }

  private static Map<String, String> env(Path folder, Prometheus prometheus, String model)
      throws Exception {
    Map<String, String> env = env(folder);
    env.put("PROMETHEUS_URL", prometheus.address());
    env.put("MODEL_NAME", model);
    env.put("WINDOW_DAYS", "1");
    return env;
  }

  private static Tool review(Path folder, Map<String, String> env) throws Exception {
    List<String> command = new ArrayList<>(List.of("env"));
    env.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of("python3", "retraining/review.py"));
    return Tool.run(folder, command.toArray(String[]::new));
  }

  /// @param age in days; negative for a day that nobody stated
  private static String decision(Path folder, Map<String, String> env, int age, String query)
      throws Exception {
    Map<String, String> all = new LinkedHashMap<>(env);
    all.put("TRAINED_ON", age < 0 ? "" : LocalDate.now(ZoneOffset.UTC).minusDays(age).toString());
    all.put("SCORE_QUERY", query);
    all.put("SCORE_ROWS_QUERY", "vector(500)");
    Tool run = review(folder, all);
    assertEquals(0, run.exit(), run.output());
    JsonNode reading = new ObjectMapper().readTree(run.output());
    return reading.path("decision").asText()
        + ": "
        + reading.path("because").asText()
        + "; "
        + reading.path("drift").asText();
  }

  /// Four days of values: one model's are spread as in training, in production but not in staging;
  /// the other's are not.
  private Prometheus prometheus() throws Exception {
    long now = Instant.now().getEpochSecond();
    StringBuilder counted = new StringBuilder("# TYPE feature_drift_observations counter\n");
    StringBuilder expected = new StringBuilder("# TYPE feature_drift_expected_ratio gauge\n");
    for (String of : List.of("drifting/", "steady/", "steady/-staging")) {
      String model = of.substring(0, of.indexOf('/'));
      String namespace = "wine-quality" + of.substring(of.indexOf('/') + 1);
      boolean isSteady = of.equals("steady/");
      for (String bin : List.of("9.5", "+Inf")) {
        String labels =
            "{model_name=\""
                + model
                + "\",namespace=\""
                + namespace
                + "\",feature=\"acidity\",bin=\""
                + bin
                + "\"} ";
        int perHour = isSteady ? 50 : bin.equals("9.5") ? 90 : 10;
        for (int hour = 0; hour <= 4 * 24; hour++) {
          long time = now - (4 * 24 - hour) * 3600L;
          counted
              .append("feature_drift_observations_total")
              .append(labels)
              .append(1L * perHour * hour)
              .append(' ')
              .append(time)
              .append('\n');
          expected
              .append("feature_drift_expected_ratio")
              .append(labels)
              .append("0.5 ")
              .append(time)
              .append('\n');
        }
      }
    }
    Path file =
        Files.writeString(temp.resolve("metrics.txt"), counted.append(expected) + "# EOF\n");
    Tool.need(
        temp,
        "promtool",
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        file.toString(),
        temp.resolve("prometheus-data").toString());
    Path configuration = Files.writeString(temp.resolve("prometheus.yaml"), "{}\n");
    return new Prometheus(temp, configuration);
  }
}
