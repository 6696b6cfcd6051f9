// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.plan.AccessKeys;
import dev.slipway.plan.PlanKeys;
import dev.slipway.verify.artefact.RunbookCheck;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is watched beside the service itself: its replicas, memory and restarts, the job that
/// reviews it, the certificate before it. What is not watched is said.
final class WatchedFleetTest {

  private static final List<String> PAPERS =
      List.of("docs/runbook.md", "docs/handover.md", "docs/model-card.md", "README.md");

  @TempDir Path temp;

  private static String text(BundleInput input, String path, String... targets) throws Exception {
    for (GeneratedFile file : Exported.files(input, List.of(targets))) {
      if (file.path().equals(path)) {
        return new String(file.content().bytes(), UTF_8);
      }
    }
    throw new AssertionError("no " + path);
  }

  /// Alerts of the group on the fleet.
  private static Set<String> watched(BundleInput input, String... targets) throws Exception {
    String rules = text(input, "prometheus/rules.yaml", targets);
    String group = rules.substring(rules.indexOf("- name: \"wine-quality.fleet\""));
    TreeSet<String> names = new TreeSet<>();
    Pattern.compile("- alert: Model(\\w+)")
        .matcher(group)
        .results()
        .forEach(found -> names.add(found.group(1)));
    names.remove("FeatureDrifts");
    return names;
  }

  private static BundleInput with(Map<String, Map<String, Object>> options) {
    return Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, options));
  }

  @Test
  void alertsAreOnWhatTheBundleHas() throws Exception {
    assertEquals("[MemoryNearLimit, Restarts]", watched(Voyager.input(), "prometheus").toString());
    assertEquals(
        "[AtMaximumReplicas, MemoryNearLimit, ReplicaMissing, Restarts]",
        watched(Voyager.input(), "prometheus", "helm").toString());
    assertEquals(
        "[AtMaximumReplicas, CertificateEnds, CertificateUnwatched, MemoryNearLimit,"
            + " ReplicaMissing, Restarts, ReviewFails, ReviewOverdue, ReviewUnwatched]",
        watched(WayIn.INGRESS.input(), "prometheus", "retraining").toString());
  }

  @Test
  void mountedSecretsAreWatchedWhereThereAreAny() throws Exception {
    BundleInput tokens =
        Voyager.with(
            Voyager.input(), Voyager.plan(Voyager.TEXT, Map.of(AccessKeys.AUTH, "bearer")));

    assertEquals(
        "[MemoryNearLimit, Restarts, SecretStale, ServerCertificateEnds]",
        watched(guarded(), "prometheus").toString());
    assertEquals(
        "[MemoryNearLimit, Restarts, SecretStale]", watched(tokens, "prometheus").toString());
  }

  private static BundleInput guarded() {
    return Voyager.with(Voyager.input(), SamplePlan.of("chosen for the tests", SamplePlan.GUARDED));
  }

  @Test
  @Tag("tools")
  void promtoolTellsEachBrokenAlertOnMountedSecrets() throws Exception {
    Path rules = Exported.in(temp, guarded(), "prometheus").resolve("prometheus");
    Tool.need(rules, "promtool", "check", "rules", "--lint=all", "--lint-fatal", "rules.yaml");
    Tool.need(rules, "promtool", "test", "rules", "rules.test.yaml");
    Path file = rules.resolve("rules.yaml");
    Exported.replace(
        file,
        "(inference_secret_stale{model_name=\"wine-quality\"}) > 0",
        "(inference_secret_stale{model_name=\"wine-quality\"}) > 1");
    Exported.replace(file, "< 14 * 86400", "< 1 * 86400");

    Tool run = Tool.run(rules, "promtool", "test", "rules", "rules.test.yaml");

    assertNotEquals(0, run.exit());
    for (String alert : List.of("ModelSecretStale", "ModelServerCertificateEnds")) {
      assertTrue(run.output().contains("alertname: " + alert + ","), alert + " in " + run.output());
    }
  }

  @Test
  void whatIsSwitchedOffIsSaidToBeUnwatched() throws Exception {
    BundleInput input =
        with(
            Map.of(
                "prometheus", Map.of("watch-jobs", false, "watch-certificate", false),
                "kubernetes", Map.of("entry", "ingress", "host", "wines.example.org")));
    String[] targets = {"prometheus", "retraining", "runbook", "handover"};

    assertEquals(
        "[AtMaximumReplicas, MemoryNearLimit, ReplicaMissing, Restarts]",
        watched(input, targets).toString());
    for (String paper : List.of("docs/runbook.md", "docs/handover.md")) {
      String text = text(input, paper, targets);
      assertTrue(text.contains("watch-jobs` is off"), text);
      assertTrue(text.contains("watch-certificate` is off"), text);
    }
  }

  @Test
  void aFleetThatCannotLackAReplicaOrGrowHasNoAlertOnThat() throws Exception {
    BundleInput one =
        Voyager.with(
            Voyager.input(),
            Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.REPLICAS_MIN, 1, PlanKeys.REPLICAS_MAX, 1)));

    assertEquals(
        "[MemoryNearLimit, Restarts]", watched(one, "prometheus", "kubernetes").toString());
  }

  @Test
  void dockerComposeIsNotToldOfWhatOnlyAClusterHas() throws Exception {
    String scraped = text(Voyager.input(), "compose/prometheus.yaml", "compose", "kubernetes");

    assertTrue(scraped.contains("          cluster: none\n"), scraped);
    assertTrue(scraped.contains("          namespace: \"wine-quality\"\n"), scraped);
    String rules = text(WayIn.INGRESS.input(), "prometheus/rules.yaml", "compose", "retraining");
    assertEquals(3, rules.split("unless on .*, cluster=\"none\"", -1).length, rules);
    assertEquals(2, rules.split("cluster!=\"none\"", -1).length, rules);
  }

  @Test
  void aFailedReviewIsThereUntilTheNextShouldHaveEnded() throws Exception {
    for (var told : Map.of(30, 32 * 86_400, 7, 8 * 86_400).entrySet()) {
      BundleInput input =
          Voyager.with(
              Voyager.input(),
              Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.REVIEW_DAYS, told.getKey())));
      String job = text(input, "retraining/cronjob.yaml", "retraining");

      assertTrue(job.contains("ttlSecondsAfterFinished: " + told.getValue() + "\n"), job);
    }
  }

  @Test
  void driftThatNobodyWatchesIsNotMonitoredInEveryPaper() throws Exception {
    for (GeneratedFile file : Exported.files(Voyager.bare(), Voyager.ALL)) {
      if (PAPERS.contains(file.path())) {
        String text = new String(file.content().bytes(), UTF_8);
        assertTrue(
            Pattern.compile("(?is)(drift.{0,30}not monitored|not monitored.{0,4}- drift)")
                .matcher(text)
                .find(),
            text);
      }
    }
    for (GeneratedFile file : Exported.files(Voyager.input(), Voyager.ALL)) {
      if (PAPERS.contains(file.path())) {
        String text = new String(file.content().bytes(), UTF_8);
        assertFalse(text.toLowerCase(java.util.Locale.ROOT).contains("not monitored"), text);
      }
    }
  }

  @Test
  void linksThatOpenNothingAreSaid() throws Exception {
    BundleInput stated =
        with(Map.of("prometheus", Map.of("runbook-url", "https://wiki.example.org/wines")));

    for (boolean missing : List.of(true, false)) {
      Path bundle =
          Exported.in(
              Files.createDirectories(temp.resolve("missing " + missing)),
              missing ? Voyager.input() : stated,
              "runbook",
              "handover",
              "readme");
      Report report = new Report();
      new RunbookCheck().look(BundleFolder.open(bundle), report);
      Finding links = report.findings().getLast();

      assertEquals("Every alert links to an address", links.check());
      assertEquals(missing, links instanceof Finding.NotRun, links.toString());
      String rules = Files.readString(bundle.resolve("prometheus/rules.yaml"));
      assertEquals(missing, rules.contains("MISSING: the links of these alerts"), rules);
      assertEquals(
          missing ? 0 : rules.split("alert: ", -1).length - 1,
          rules.split("runbook_url: \"https://wiki.example.org/wines#model", -1).length - 1);
      for (String paper : List.of("docs/handover.md", "README.md")) {
        assertEquals(
            missing,
            Files.readString(bundle.resolve(paper)).contains("prometheus.runbook-url"),
            paper);
      }
    }
  }

  @Test
  void thereIsOneAddressOfPrometheus() throws Exception {
    String address = "http://thanos.observability.svc:9090";
    BundleInput input =
        with(Map.of("kubernetes", Map.of("prometheus", address, "autoscaler", "keda")));
    TreeSet<String> addresses = new TreeSet<>();
    for (GeneratedFile file :
        Exported.files(input, List.of("kubernetes", "argo", "retraining", "helm", "prometheus"))) {
      if (file.path().endsWith(".yaml") || file.path().endsWith(".md")) {
        Pattern.compile("https?://[\\w.:-]+\\.svc[\\w.:-]*")
            .matcher(new String(file.content().bytes(), UTF_8))
            .results()
            .map(found -> found.group())
            .filter(found -> !found.startsWith("https://kubernetes.default"))
            .filter(found -> !found.startsWith("http://wine-quality."))
            .forEach(addresses::add);
      }
    }
    assertEquals("[" + address + "]", addresses.toString());
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  @Tag("tools")
  void promtoolSeesWhatHappensToTheFleet(WayIn options) throws Exception {
    Path rules = exported(options);

    Tool.need(rules, "promtool", "check", "rules", "--lint=all", "--lint-fatal", "rules.yaml");
    Tool.need(rules, "promtool", "test", "rules", "rules.test.yaml");
  }

  private Path exported(WayIn options) throws Exception {
    return Exported.in(temp, options.input(), "prometheus", "retraining").resolve("prometheus");
  }

  /// Every comparison of these alerts is held by the tests that lie beside them.
  @Test
  @Tag("tools")
  void promtoolTellsEachBrokenAlertOnTheFleet() throws Exception {
    Path rules = exported(WayIn.INGRESS);
    Map<String, List<String>> broken =
        Map.ofEntries(
            entry("ModelReplicaMissing", List.of("== 1) < 2", "== 1) < 1")),
            entry(
                "ModelAtMaximumReplicas",
                List.of("\"wine-quality\"}) >= 6", "\"wine-quality\"}) >= 7")),
            entry("ModelRestarts", List.of(") >= 2\n        for", ") >= 1\n        for")),
            entry("ModelRequestsRejected", List.of(">= 36", ">= 10")),
            entry("ModelMemoryNearLimit", List.of("> 0.9", "> 1.9")),
            entry("ModelReviewFails", List.of("condition=\"true\"", "condition=\"false\"")),
            entry("ModelReviewOverdue", List.of("> (31 + 1) * 86400", "> (31 + 0) * 86400")),
            entry(
                "ModelReviewUnwatched",
                List.of("absent(kube_cronjob_info", "absent(inference_ready")),
            entry("ModelCertificateEnds", List.of("< 14 * 86400", "< 1 * 86400")),
            entry("ModelCertificateUnwatched", List.of("absent(probe_ssl", "absent(probe_tls")));
    for (List<String> change : broken.values()) {
      Exported.replace(rules.resolve("rules.yaml"), change.getFirst(), change.getLast());
    }

    Tool run = Tool.run(rules, "promtool", "test", "rules", "rules.test.yaml");

    assertNotEquals(0, run.exit());
    for (String alert : broken.keySet()) {
      assertTrue(run.output().contains("alertname: " + alert + ","), alert + " in " + run.output());
    }
  }
}
