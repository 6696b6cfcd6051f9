// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.Verification.Measurement;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.tool.StandIn;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KubernetesCheckTest {

  @TempDir private Path root;

  @Test
  void passesManifestsThatKeepEveryRule() throws Exception {
    GoodManifests.write(root, "", "");

    Report report = look(List.of());

    assertEquals(List.of(), failures(report));
    var none = new Measurement("0", "count");
    assertEquals(
        new TreeMap<>(
            Map.of(
                "manifests.schema_errors", none,
                "manifests.pss_restricted_violations", none,
                "manifests.hardening_violations", none,
                "manifests.availability_findings", none,
                "manifests.autoscaling_findings", none)),
        report.measurements());
  }

  /// What is replaced, by what, under which code it is found.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          automountServiceAccountToken: false       | automountServiceAccountTokens: false   | misfit
          periodSeconds: 10                         | periodSeconds: ten                     | misfit
          memory: 256Mi                             | memory: 256Mib                         | misfit
          apps/v1                                   | extensions/v1beta1                     | removed-api
          autoscaling/v2                            | autoscaling/v2beta2                    | removed-api
          periodSeconds: 10                         | periodSeconds: -10                     | out-of-range
          requests: {cpu: 500m                      | requests: {cpu: 1500m                  | out-of-range
          containerPort: 8080                       | containerPort: 80800                   | out-of-range
          type: RuntimeDefault                      | type: Runtime                          | out-of-range
          maxReplicas: 6                            | maxReplicas: 1                         | out-of-range
          maxUnavailable: 1                         | maxUnavailable: 1, minAvailable: 1     | out-of-range
          whenUnsatisfiable: ScheduleAnyway         | whenUnsatisfiable: Perhaps             | out-of-range
          name: iris, labels                        | name: Iris_Model, labels               | bad-name
          name: http, containerPort                 | name: THIS-port-name-is-long, containerPort | bad-name
          BATCH: "32"                               | BATCH: 32                              | bad-name
          name: MODE, value: "1"                    | name: MODE, value: 1                   | bad-name
          labels: {app: iris}}\\n    spec            | labels: {app: other}}\\n    spec          | dangling
          selector: {app: iris}                     | selector: {app: other}                 | dangling
          targetPort: http                          | targetPort: web                        | dangling
          port: http}, periodSeconds: 5             | port: web}, periodSeconds: 5           | dangling
          volumes: [{name: tmp                      | volumes: [{name: other                 | dangling
          runAsNonRoot: true                        | runAsNonRoot: false                    | pod-security
          runAsUser: 65532                          | runAsUser: 0                           | pod-security
          allowPrivilegeEscalation: false           | privileged: true                       | pod-security
          drop: [ALL]                               | drop: [ALL], add: [SYS_ADMIN]          | pod-security
          emptyDir: {sizeLimit: 16Mi}               | hostPath: {path: /tmp}                 | pod-security
          serviceAccountName: iris                  | hostNetwork: true                      | pod-security
          readOnlyRootFilesystem: true              | readOnlyRootFilesystem: false          | hardening
          serviceAccountName: iris                  | serviceAccountName: default            | hardening
          podSelector: {matchLabels: {app: iris}}   | podSelector: {matchLabels: {app: x}}   | hardening
          memory: 256Mi                             | ephemeral-storage: 1Gi                 | hardening
          path: /v2/health/live                     | path: /v2/health/ready                 | probes
          startupProbe:                             | x-startupProbe:                        | probes
          minReplicas: 2                            | minReplicas: 1                         | availability
          maxUnavailable: 1                         | minAvailable: 2                        | availability
          maxUnavailable: 1                         | maxUnavailable: 0                      | availability
          topologySpreadConstraints:                | x-constraints:                         | availability
          kind: PodDisruptionBudget                 | kind: PodDisruption                    | availability
          ~  selector: {matchLabels: {app: iris}}\\n  template~ | ~  replicas: 3\\n  selector: {matchLabels: {app: iris}}\\n  template~ | autoscaling
          cpu: 500m,                                | ~~                                     | autoscaling
          maxReplicas: 6                            | maxReplicas: 2                         | autoscaling
          iris:1.0.0                                | iris:latest                            | unpinned-image
          iris:1.0.0                                | iris                                   | unpinned-image
          name: iris, labels                        | name: iris, name: iris, labels         | unreadable
          """)
  void findsWhatIsBroken(String old, String replacement, String code) throws Exception {
    GoodManifests.write(
        root,
        old.replace("\\n", "\n"),
        replacement == null ? "" : replacement.replace("\\n", "\n"));

    List<String> failures = failures(look(List.of()));

    assertTrue(
        failures.stream().anyMatch(line -> line.startsWith("kubernetes." + code + ":")),
        failures.toString());
  }

  @Test
  void countsPodSecurityViolationsUnderTheirKey() throws Exception {
    GoodManifests.write(root, "runAsNonRoot: true", "hostPID: true");

    Report report = look(List.of());

    assertEquals(
        new Measurement("1", "count"),
        report.measurements().get("manifests.pss_restricted_violations"));
  }

  @Test
  void saysThatABundleHoldsNoManifests() throws Exception {
    Files.writeString(root.resolve("bundle.json"), "{}");

    Report report = look(List.of());

    assertEquals(
        List.of(new Finding.NotRun("Kubernetes manifests", "the bundle holds none")),
        report.findings());
    assertEquals(Map.of(), report.measurements());
  }

  @Test
  void withoutKubectlTheEnvironmentsAreNotJudged() throws Exception {
    kustomized("patches: [{path: release.yaml}]");

    Report report = look(List.of());

    assertEquals(List.of(), failures(report));
    assertTrue(
        report
            .findings()
            .contains(
                new Finding.NotRun(
                    "Environment envs/production renders",
                    "neither kubectl nor kustomize is installed. "
                        + ToolCatalogue.KUSTOMIZE.remedy())),
        report.findings().toString());
    assertEquals(Map.of(), report.measurements());
  }

  @Test
  void findsPathsThatKustomizationsLack() throws Exception {
    kustomized("patches: [{path: absent.yaml}]\nresourcs: []");

    List<String> failures = failures(look(List.of()));

    assertEquals(
        List.of(
            "kubernetes.kustomization: envs/production/kustomization.yaml has the key resourcs,"
                + " which is unknown or given up.",
            "kubernetes.kustomization: envs/production/kustomization.yaml names the patch"
                + " envs/production/absent.yaml, which is not there."),
        failures.stream().filter(line -> line.contains("kustomization.yaml")).sorted().toList());
  }

  /// As kubectl would take `--output=FILE`, and write there.
  @Test
  void anEnvironmentsNameIsNoOption() throws Exception {
    Files.writeString(root.resolve("bundle.json"), "{}");
    Files.createDirectory(root.resolve("--output=evil"));
    Files.writeString(root.resolve("--output=evil/kustomization.yaml"), "resources: []\n");
    Path programs = Files.createDirectory(root.resolve("programs"));
    StandIn.working(
        programs, ToolCatalogue.KUSTOMIZE.invocations().getFirst(), "echo \"$*\" > ran");

    Report report = look(List.of(programs));

    assertEquals("kustomize ./--output=evil\n", Files.readString(root.resolve("ran")));
    assertEquals(List.of(), failures(report));
  }

  /// Kustomize takes addresses where paths stand, and fetches them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "components: [https://example.org/evil]",
        "components: ['git@example.org:evil']",
        "patches: [{path: https://example.org/evil.yaml}]",
        "openapi: {path: https://example.org/evil.json}",
        "replacements: [{path: https://example.org/evil.yaml}]",
        "secretGenerator: [{name: evil, envs: [/etc/passwd]}]",
        "configMapGenerator: [{name: evil, files: [key=https://example.org/evil]}]",
        "components: ['https://example.org/../../deploy']",
        "patches: [{path: 'https://example.org/x?f=kustomization.yaml'}]",
        "patches: [{Path: https://example.org/evil.yaml}]",
        "metadata: {annotations: {a: &a {path: x}}}\npatches: [{<<: *a}]",
        "---\nresources: []",
        "transformers: [evil.yaml]",
        "resources: [https://example.org/evil]"
      })
  void fetchesNothingThatTheBundleDoesNotHold(String production) throws Exception {
    kustomized(production);

    assertNothingIsFetched();
  }

  /// Kustomize asks of a path first whether it is a repository's, and then whether it is there.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "envs/production/github.com/evil/repo",
        "GitHub.com/evil/repo",
        "evil@example.org/repo"
      })
  void fetchesNoRepositoryThatAFolderIsCalledLike(String name) throws Exception {
    kustomized(name.startsWith("envs") ? "components: [github.com/evil/repo]" : "namespace: birds");
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(folder.resolve("kustomization.yaml"), "resources: []\n");

    assertNothingIsFetched();
  }

  private void assertNothingIsFetched() throws Exception {
    Path programs = Files.createDirectory(root.resolve("programs"));
    StandIn.working(programs, ToolCatalogue.KUSTOMIZE.invocations().getFirst(), "echo > ran");

    Report report = look(List.of(programs));

    assertFalse(Files.exists(root.resolve("ran")));
    assertTrue(
        report.findings().stream()
            .anyMatch(finding ->
                finding instanceof Finding.NotRun(String check, String because)
                    && check.equals("Environment envs/production renders")
                    && because.startsWith("a kustomization names what the bundle does not hold")),
        report.findings().toString());
  }

  @Test
  @Tag("tools")
  void judgesWhatEnvironmentsRenderTo() throws Exception {
    kustomized("patches: [{path: release.yaml}]");
    Files.writeString(
        root.resolve("envs/production/release.yaml"),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: iris}
        spec: {template: {spec: {hostIPC: true}}}
        """);

    Report report = look(path());

    assertEquals(
        List.of(
            "kubernetes.pod-security: Deployment/iris in envs/production: hostIPC must be false."),
        failures(report));
    assertEquals(
        new Measurement("1", "count"),
        report.measurements().get("manifests.pss_restricted_violations"));
    assertEquals(
        new Measurement("0", "count"), report.measurements().get("manifests.schema_errors"));
  }

  @Test
  @Tag("tools")
  void saysWhatKustomizeSays() throws Exception {
    kustomized("namePrefix: [1]");

    List<String> failures = failures(look(path()));

    assertTrue(
        failures.stream().anyMatch(line -> line.startsWith("kubernetes.render: ")),
        failures.toString());
  }

  private void kustomized(String production) throws IOException {
    GoodManifests.write(root, "", "");
    Files.writeString(
        root.resolve("deploy/kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [deployment.yaml, others.yaml]
        """);
    Path environment = Files.createDirectories(root.resolve("envs/production"));
    Files.writeString(
        environment.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [../../deploy]
        """
            + production
            + "\n");
    Files.writeString(
        environment.resolve("release.yaml"),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: iris, annotations: {a: b}}
        """);
  }

  private static List<Path> path() {
    return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
        .map(Path::of)
        .toList();
  }

  private Report look(List<Path> tools) throws ProblemException, InterruptedException {
    Report report = new Report();
    new KubernetesCheck(new ToolRunner(tools, Duration.ofMinutes(1)))
        .look(BundleFolder.open(root), report);
    return report;
  }

  static List<String> failures(Report report) {
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(Finding.Failed.class::cast)
        .map(failed -> failed.problem().code() + ": " + failed.problem().what())
        .toList();
  }
}
