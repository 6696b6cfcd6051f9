// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.SampleBundle;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.manifest.KubernetesCheck;
import dev.slipway.verify.tool.StandIn;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every check of files, on a whole bundle as it is exported and with one thing broken.
final class ArtefactChecksTest {

  private static final ToolRunner NO_TOOLS = new ToolRunner(List.of(), Duration.ofMinutes(1));

  @TempDir private Path folder;
  private Path bundle;

  @BeforeEach
  void export() throws ProblemException, IOException {
    bundle = SampleBundle.write(folder.resolve("bundle"), "fastapi");
  }

  @Test
  void passesABundleAsItIsExported() throws Exception {
    Report report = new Report();
    for (Check check : checks(NO_TOOLS)) {
      check.look(BundleFolder.open(bundle), report);
    }

    assertEquals(List.of(), failures(report));
  }

  @Test
  void aModelCardThatPassesNamesWhatTheChecklistCountsAsEmpty() throws Exception {
    var report = new Report();

    new ModelCardCheck().look(BundleFolder.open(bundle), report);

    assertEquals(
        List.of(
            new Finding.Passed(
                "The model card has its nine headings",
                "docs/model-card.md: nine headings are there; 5 are empty until people write:"
                    + " metrics, evaluation data, training data, quantitative analyses, ethical"
                    + " considerations")),
        report.findings());
    assertEquals(Optional.of("5"), report.measured("modelcard.sections_missing"));
  }

  @Test
  @Tag("tools")
  void passesABundleAsItIsExportedWithTheRealTools() throws Exception {
    Report report = new Report();
    for (Check check : checks(ToolRunner.onPath(System.getenv()))) {
      check.look(BundleFolder.open(bundle), report);
    }

    assertEquals(List.of(), failures(report));
    assertEquals(Optional.of("passed"), report.measured("alerts.rule_tests_status"));
    assertEquals(Optional.of("0"), report.measured("manifests.schema_errors"));
    assertEquals(Optional.of("0"), report.measured("manifests.pss_restricted_violations"));
    assertEquals(Optional.of("0"), report.measured("manifests.hardening_violations"));
    assertEquals(Optional.of("0"), report.measured("manifests.availability_findings"));
    assertEquals(Optional.of("0"), report.measured("manifests.autoscaling_findings"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "ingress"})
  @Tag("tools")
  void passesOneThatIsReachedFromOutsideWithKedaAndTheOperator(String entry) throws Exception {
    Map<String, Map<String, Object>> options =
        Map.of(
            "kubernetes", Map.of("entry", entry, "autoscaler", "keda"),
            "prometheus", Map.of("operator", true));
    bundle = SampleBundle.write(folder.resolve(entry), options, "argo");
    Report report = new Report();
    for (Check check : checks(ToolRunner.onPath(System.getenv()))) {
      check.look(BundleFolder.open(bundle), report);
    }

    assertEquals(List.of(), failures(report));
    assertEquals(Optional.of("passed"), report.measured("alerts.rule_tests_status"));
    assertEquals(Optional.of("0"), report.measured("manifests.schema_errors"));
    assertEquals(Optional.of("0"), report.measured("manifests.availability_findings"));
    assertEquals(Optional.of("0"), report.measured("manifests.autoscaling_findings"));
  }

  /// The file, what is replaced in it, by what, and the code under which it is found.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          docker/Dockerfile        | USER 65532:65532              | USER app                             | dockerfile.root
          docker/Dockerfile        | USER 65532:65532              | USER 0                               | dockerfile.root
          docker/Dockerfile        | WORKDIR /app                  | WORKDIR app                          | dockerfile.rule
          docker/Dockerfile        | WORKDIR /app                  | ADD https://example.org/x /x         | dockerfile.rule
          docker/Dockerfile        | WORKDIR /app                  | ENV API_KEY=abc                      | dockerfile.rule
          docker/Dockerfile        | WORKDIR /app                  | COPY absent.txt /app/                | dockerfile.rule
          docker/Dockerfile        | WORKDIR /app                  | ENTRYPOINT java -jar x.jar           | dockerfile.rule
          docker/Dockerfile        | WORKDIR /app                  | WORKDI /app                          | dockerfile.rule
          docker/Dockerfile        | eclipse-temurin:25-jdk        | eclipse-temurin:latest               | dockerfile.rule
          fastapi/Dockerfile       | USER 65532:65532              | USER 0                               | dockerfile.root
          docker/Dockerfile        | EXPOSE 8080                   | EXPOSE 8088                          | bundle.disagreement
          compose/compose.yaml     | read_only: true               | read_onli: true                      | compose.rule
          compose/compose.yaml     | cap_drop: [ALL]               | cap_drop: []                         | compose.rule
          compose/compose.yaml     | memory: 256M                  | memory: 512M                         | bundle.disagreement
          compose/compose.yaml     | stop_grace_period: 30s        | stop_grace_period: 5s                | bundle.disagreement
          compose/compose.yaml     | services:                     | services: {}\\nservices:              | yaml.malformed
          prometheus/rules.yaml    | severity: page                | priority: page                       | prometheus.rule
          prometheus/rules.yaml    | alert: ModelAbsent            | alert: ModelGone                     | runbook.no-entry
          prometheus/rules.yaml    | #modelabsent                  | #nothing                             | runbook.no-entry
          docs/runbook.md          | **Stop it.**                  | **Wait.**                            | runbook.no-entry
          docs/model-card.md       | ## 2. Intended use            | ## 2. Use                            | modelcard.section
          deploy/base/serving.properties | http.port=8080          | http.port=8081                       | bundle.disagreement
          deploy/base/deployment.yaml | containerPort: 8080        | containerPort: 8088                  | bundle.disagreement
          deploy/base/deployment.yaml | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false      | kubernetes.hardening
          docker/app/conf/serving.properties | model.threads=1     | model.threads=4                      | bundle.disagreement
          """)
  void findsWhatIsBroken(String file, String old, String replacement, String code)
      throws Exception {
    SampleBundle.edit(bundle, file, old, replacement.replace("\\n", "\n"));
    Report report = new Report();

    for (Check check : checks(NO_TOOLS)) {
      check.look(BundleFolder.open(bundle), report);
    }

    List<String> failures = failures(report);
    assertTrue(
        failures.stream().anyMatch(line -> line.startsWith(code + ":")), failures.toString());
    assertTrue(
        failures.stream().anyMatch(line -> line.startsWith("bundle.changed-file: " + file)),
        failures.toString());
  }

  @Test
  @Tag("tools")
  void promtoolRefusesAWrongExpectation() throws Exception {
    SampleBundle.edit(
        bundle,
        "prometheus/rules.yaml",
        "absent(inference_ready",
        "present_over_time(inference_ready");
    Report report = new Report();

    new PrometheusCheck(ToolRunner.onPath(System.getenv())).look(BundleFolder.open(bundle), report);

    assertEquals(Optional.of("failed"), report.measured("alerts.rule_tests_status"));
    assertTrue(
        failures(report).getFirst().startsWith("prometheus.promtool"), "" + failures(report));
  }

  /// Compose takes parts of a file from addresses, too.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "include: [https://example.org/evil.git]",
        "x-a: &a {extends: {file: https://example.org/evil.git, service: it}}",
        "extends"
      })
  void composeIsGivenNothingThatItMightFetch(String kind) throws Exception {
    if (kind.equals("extends")) {
      SampleBundle.edit(
          bundle,
          "compose/compose.yaml",
          "read_only: true",
          "extends: {file: https://example.org/evil.git, service: it}\n    read_only: true");
    } else {
      SampleBundle.edit(bundle, "compose/compose.yaml", "services:", kind + "\nservices:");
    }
    assertEquals(
        "compose/compose.yaml takes parts from elsewhere (include, extends), which Compose might"
            + " fetch",
        whyComposeIsNotAsked());
  }

  /// Compose would read them, and repeat a line of theirs in what it says is wrong.
  @ParameterizedTest
  @ValueSource(strings = {"env_file: [../../.ssh/id_rsa]", "label_file: /etc/passwd"})
  void composeReadsNoFileOfThisMachine(String setting) throws Exception {
    SampleBundle.edit(
        bundle, "compose/compose.yaml", "read_only: true", setting + "\n    read_only: true");

    assertEquals(
        "compose/compose.yaml takes values from files (%s), which Compose would read"
            .formatted(setting.replaceAll(":.*", "")),
        whyComposeIsNotAsked());
  }

  private String whyComposeIsNotAsked() throws Exception {
    Path programs = Files.createDirectory(bundle.resolveSibling("programs"));
    StandIn.working(programs, ToolCatalogue.COMPOSE.invocations().getFirst(), "echo >ran");
    Report report = new Report();

    new ComposeCheck(StandIn.tools(programs)).look(BundleFolder.open(bundle), report);

    assertFalse(Files.exists(bundle.resolve("ran")));
    return report.findings().stream()
        .filter(Finding.NotRun.class::isInstance)
        .map(Finding.NotRun.class::cast)
        .filter(finding -> finding.check().equals("docker compose accepts the Compose file"))
        .map(Finding.NotRun::because)
        .findFirst()
        .orElse("");
  }

  @Test
  @Tag("tools")
  void composeRefusesWhatItsSchemaForbids() throws Exception {
    SampleBundle.edit(bundle, "compose/compose.yaml", "interval: 30s", "interval: seldom");
    Report report = new Report();

    new ComposeCheck(ToolRunner.onPath(System.getenv())).look(BundleFolder.open(bundle), report);

    assertTrue(failures(report).getFirst().startsWith("compose.refused"), "" + failures(report));
  }

  @Test
  void rulesOfTheOperatorAreThoseThatAreTested() throws Exception {
    String rules = Files.readString(bundle.resolve("prometheus/rules.yaml"));
    Path operated = bundle.resolve("prometheus/operated.yaml");
    String document = "kind: PrometheusRule\nspec:\n  " + rules.substring(rules.indexOf("groups:"));
    Files.writeString(operated, document);
    assertEquals(List.of(), operatorFailures());

    Files.writeString(operated, document.replace("severity: page", "severity: ticket"));

    assertEquals(
        List.of(
            "prometheus.operator: prometheus/operated.yaml has other rules than those that"
                + " promtool tests."),
        operatorFailures());
  }

  private List<String> operatorFailures() throws Exception {
    Report report = new Report();
    new PrometheusCheck(NO_TOOLS).look(BundleFolder.open(bundle), report);
    return failures(report);
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    Files.delete(bundle.resolve("docker/app/model/model.onnx"));
    Report report = new Report();

    new HashCheck().look(BundleFolder.open(bundle), report);

    assertEquals(
        List.of("bundle.changed-file: docker/app/model/model.onnx is missing."), failures(report));
  }

  @Test
  void toolsThatAreNotThereAreNotRun() throws Exception {
    Report report = new Report();

    new PrometheusCheck(NO_TOOLS).look(BundleFolder.open(bundle), report);

    assertTrue(
        report
            .findings()
            .contains(
                new Finding.NotRun(
                    "promtool accepts the rules",
                    "promtool is not installed. " + ToolCatalogue.PROMTOOL.remedy())),
        report.findings().toString());
    assertEquals(Map.of(), report.measurements());
  }

  @Test
  void readsMetricNamesFromExpressions() {
    assertEquals(
        List.of("a_total", "b:c", "d_bucket"),
        List.copyOf(
            PromQl.metrics(
                """
                sum by (namespace, le) (rate(a_total{x="y or z",le="1"}[5m])) # comment
                / on (namespace) group_left (x) b:c > 14.4 * 1e-3 and
                histogram_quantile(0.99, d_bucket) or absent(a_total)
                """)));
  }

  private static List<Check> checks(ToolRunner tools) {
    return List.of(
        new HashCheck(),
        new YamlCheck(),
        new SecretsCheck(),
        new KubernetesCheck(tools),
        new DockerfileCheck(),
        new ComposeCheck(tools),
        new PrometheusCheck(tools),
        new QueryCheck(),
        new RunbookCheck(),
        new ModelCardCheck(),
        new ConsistencyCheck());
  }

  private static List<String> failures(Report report) {
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(Finding.Failed.class::cast)
        .map(failed -> failed.problem().code() + ": " + failed.problem().what())
        .toList();
  }
}
