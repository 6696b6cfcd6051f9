// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.Key;
import dev.slipway.plan.PlanKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Exported artefacts before the tools of those who get them; and broken ones, so that a tool that
/// checks nothing is noticed.
@Tag("tools")
final class RealToolsTest {

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void kubectlRendersTheOverlay(String environment) throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "kubernetes");

    String all = Tool.need(folder, "kubectl", "kustomize", "deploy/envs/" + environment);

    assertEquals(
        List.of(
            "Namespace",
            "ServiceAccount",
            "ConfigMap",
            "Service",
            "Deployment",
            "PodDisruptionBudget",
            "HorizontalPodAutoscaler",
            "NetworkPolicy"),
        all.lines()
            .filter(line -> line.startsWith("kind: "))
            .map(line -> line.substring(6))
            .toList());
    assertTrue(all.contains("name: wine-quality-settings-"), "settings have a hash");
    assertEquals(1, all.split("wine-quality@sha256:0{64}", -1).length - 1);
    int replicas = environment.equals("staging") ? 1 : 2;
    assertTrue(all.contains("minReplicas: " + replicas + "\n"), all);
  }

  @Test
  void kubectlRendersAServiceThatAsksForTokensAndTls() throws Exception {
    Path folder =
        Exported.in(
            temp,
            Voyager.with(
                Voyager.input(), SamplePlan.of("chosen for the tests", SamplePlan.GUARDED)),
            "kubernetes");

    String all = Tool.need(folder, "kubectl", "kustomize", "deploy/envs/production");

    assertEquals(List.of(), OurRules.failed(temp, all));
    for (String part :
        List.of(
            "secretName: wine-quality-tokens",
            "secretName: wine-quality-server-tls",
            "auth.tokens-file=/app/secrets/tokens/tokens",
            "scheme: HTTPS")) {
      assertTrue(all.contains(part), part + " in " + all);
    }
  }

  @Test
  void kubectlRefusesABrokenOverlay() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "kubernetes");
    Exported.replace(
        folder.resolve("deploy/envs/staging/kustomization.yaml"), "patches:", "patchez:");

    Tool run = Tool.run(folder, "kubectl", "kustomize", "deploy/envs/staging");

    assertNotEquals(0, run.exit(), run.output());
  }

  @Test
  void releaseNamesTheImageOfAnEnvironment() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "kubernetes");
    String digest = "sha256:" + "ab".repeat(32);

    Tool.need(folder, "deploy/release", "staging", digest);

    assertTrue(
        Tool.need(folder, "kubectl", "kustomize", "deploy/envs/staging")
            .contains("registry.example.org/pricing/wine-quality@" + digest));
    assertTrue(
        Tool.need(folder, "kubectl", "kustomize", "deploy/envs/production")
            .contains("@sha256:" + "0".repeat(64)));
    for (List<String> wrong :
        List.of(
            List.of("deploy/release"),
            List.of("deploy/release", "nowhere", digest),
            List.of("deploy/release", "staging", "latest"))) {
      Tool run = Tool.run(folder, wrong.toArray(String[]::new));
      assertEquals(2, run.exit(), run.output());
      assertTrue(run.output().startsWith("Usage: deploy/release"), run.output());
    }
  }

  @Test
  void promtoolAgreesWithTheRulesOfAnotherObjective() throws Exception {
    promtoolAgreesWithTheRulesOf(0.99, 2500, 0.999);
  }

  @ParameterizedTest
  @CsvSource({"0.9999, 1000, 0.95", "0.5, 1, 0.8"})
  @Tag("nightly")
  void promtoolAgreesWithTheRulesOf(double availability, int latency, double share)
      throws Exception {
    Map<Key<?>, Object> objectives =
        Map.of(
            PlanKeys.SLO_AVAILABILITY,
            availability,
            PlanKeys.SLO_LATENCY,
            Duration.ofMillis(latency),
            PlanKeys.LATENCY_BUCKETS,
            SamplePlan.buckets("0.001,0.005,0.05,1,2.5"),
            PlanKeys.SLO_LATENCY_SHARE,
            share);
    Path folder =
        Exported.in(
            temp,
            Voyager.with(Voyager.input(), Voyager.plan(Voyager.TEXT, objectives)),
            "prometheus");

    promtool(folder);
  }

  @Test
  void promtoolAgreesWithNamesThatMustBeQuoted() throws Exception {
    promtoolAgreesWithTheName("a\"b'c: d # e{{ $value }}é漢\ud83d\ude80`$(x)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines"})
  @Tag("nightly")
  void promtoolAgreesWithTheName(String name) throws Exception {
    // Features of the drift baseline have the name too.
    BundleInput input = Voyager.input(name);

    promtool(Exported.in(temp, Voyager.named(input, name, "1.4.0"), "prometheus"));
  }

  @Test
  void promtoolSeesThatProductionIsGoneThoughStagingAnswers() throws Exception {
    Path folder = Exported.in(temp, Voyager.input(), "prometheus", "kubernetes");
    promtool(folder);

    Exported.replace(
        folder.resolve("prometheus/rules.yaml"),
        "absent(inference_ready{model_name=\"wine-quality\", namespace=\"wine-quality\"})",
        "absent(inference_ready{model_name=\"wine-quality\"})");
    Tool test =
        Tool.run(folder.resolve("prometheus"), "promtool", "test", "rules", "rules.test.yaml");
    assertNotEquals(0, test.exit(), test.output());
  }

  private static void promtool(Path folder) throws Exception {
    Path rules = folder.resolve("prometheus");
    Tool.need(rules, "promtool", "check", "rules", "--lint=all", "--lint-fatal", "rules.yaml");
    Tool.need(rules, "promtool", "test", "rules", "rules.test.yaml");
    if (Files.exists(rules.resolve("drift.test.yaml"))) {
      Tool.need(rules, "promtool", "test", "rules", "drift.test.yaml");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for: 150s | for: soon",
        "le=\"0.05\" | le=\"1\"",
      })
  void promtoolRefusesBrokenRules(String good, String bad) throws Exception {
    promtoolRefusesRules(good, bad);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum by (namespace, model_name) | sum by (namespace, model_name",
        "severity: page | severty: page",
        "code=~\"5.. | code=~\"4..",
        "> 1 * 0.01 | > 0.5 * 0.01",
      })
  @Tag("nightly")
  void promtoolRefusesRules(String good, String bad) throws Exception {
    Path rules = Exported.in(temp, Voyager.input(), "prometheus").resolve("prometheus");
    Exported.replace(rules.resolve("rules.yaml"), good, bad);

    Tool check = Tool.run(rules, "promtool", "check", "rules", "rules.yaml");
    Tool test = Tool.run(rules, "promtool", "test", "rules", "rules.test.yaml");

    assertTrue(check.exit() != 0 || test.exit() != 0, check.output() + test.output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">= 2 | >= 1",
        "vector(0.2) | vector(20)",
      })
  void promtoolRefusesBrokenDriftRules(String good, String bad) throws Exception {
    promtoolRefusesDriftRules(good, bad);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">= 2 | >= 3",
        ">= 500 | >= 50",
        "offset 1d | offset 2d",
        "bin!=\"missing\" | bin=\"missing\"",
        "> bool on | < bool on"
      })
  @Tag("nightly")
  void promtoolRefusesDriftRules(String good, String bad) throws Exception {
    Path rules = Exported.in(temp, Voyager.input(), "prometheus").resolve("prometheus");
    Exported.replace(rules.resolve("rules.yaml"), good, bad);

    assertNotEquals(
        0, Tool.run(rules, "promtool", "test", "rules", "drift.test.yaml").exit(), "is refused");
  }

  @Test
  void longerWindowsAndLargerSamplesAreWatchedAlike() throws Exception {
    Map<String, Map<String, Object>> options = Map.of("prometheus", Map.of("drift-window", 2));
    BundleInput input =
        Voyager.with(
            Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, options)),
            Voyager.plan(
                Voyager.TEXT,
                Map.of(
                    PlanKeys.DRIFT_ROWS, 2000,
                    PlanKeys.DRIFT_WINDOWS, 4,
                    PlanKeys.DRIFT_AGREEING, 3)));

    promtool(Exported.in(temp, input, "prometheus"));
  }

  @Test
  void withoutABaselineNothingIsWatchedForDrift() throws Exception {
    Path folder = Exported.in(temp, Voyager.bare(), "prometheus");
    Path rules = folder.resolve("prometheus");

    assertFalse(Files.exists(rules.resolve("drift.test.yaml")));
    assertFalse(Files.readString(rules.resolve("rules.yaml")).contains("drift"));
    promtool(folder);
  }
}
