// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.WayIn;
import dev.slipway.verify.artefact.QueryCheck;
import dev.slipway.verify.artefact.SecretsCheck;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.manifest.KubernetesCheck;
import dev.slipway.verify.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A fault in a file that no program of others refuses is failed by name, with the place and what
/// to do; and a bundle without a fault is failed by nothing, whatever its options.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlantedFaultsTest {

  private Path bundle = Path.of("");

  @BeforeAll
  void export(@TempDir Path folder) throws Exception {
    bundle = exported(folder, "guarded");
  }

  private static Path exported(Path folder, String which) throws Exception {
    BundleInput input =
        switch (which) {
          case "full" -> Voyager.input();
          case "bare" -> Voyager.bare();
          case "gateway" -> WayIn.GATEWAY.input();
          case "ingress" -> WayIn.INGRESS.input();
          case "guarded" ->
              with(
                  Map.of("public-key", WayIn.KEY, "action", "enforce"),
                  Map.of("autoscaler", "keda", "entry", "gateway"));
          default ->
              with(
                  Map.of("namespace-label", "stage=live", "other-images", "mesh/proxy:1.2"),
                  Map.of("pull-secret", "registry", "create-namespaces", false));
        };
    return Exported.in(folder, input, Voyager.ALL.toArray(String[]::new));
  }

  private static BundleInput with(Map<String, Object> policy, Map<String, Object> kubernetes) {
    return Voyager.with(
        Voyager.input(),
        Voyager.project(
            Voyager.TEXT,
            Map.of(
                "policy",
                policy,
                "kubernetes",
                kubernetes,
                "kserve",
                Map.of("mode", "knative", "scale-to-zero", true, "canary-percent", 10),
                "prometheus",
                Map.of("operator", true, "grafana-url", "https://g.example.org"))));
  }

  private static List<Problem> failed(Path bundle, ToolRunner tools) throws Exception {
    return failed(BundleFolder.open(bundle), tools);
  }

  private static List<Problem> failed(BundleFolder bundle, ToolRunner tools) throws Exception {
    Report report = new Report();
    for (Check check : List.of(new KubernetesCheck(tools), new QueryCheck(), new SecretsCheck())) {
      check.look(bundle, report);
    }
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "bare", "gateway", "ingress", "guarded", "shared"})
  void aBundleWithoutAFaultIsFailedByNothing(String which, @TempDir Path folder) throws Exception {
    assertEquals(List.of(), failed(exported(folder, which), ToolRunner.onPath(Map.of())));
  }

  @Test
  @Tag("tools")
  void norAsItsEnvironmentsRender() throws Exception {
    assertEquals(List.of(), failed(bundle, ToolRunner.onPath(System.getenv())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "bare", "gateway", "ingress", "shared"})
  @Tag("nightly")
  void norAsThoseOfAnyRender(String which, @TempDir Path folder) throws Exception {
    assertEquals(List.of(), failed(exported(folder, which), ToolRunner.onPath(System.getenv())));
  }

  /// The bundle without what has nothing to do with a file.
  private BundleFolder around(String file) throws Exception {
    BundleFolder whole = BundleFolder.open(bundle);
    String beside = file.substring(0, file.indexOf('/') + 1);
    return new BundleFolder(
        whole.root(),
        whole.index(),
        whole.everywhere(each ->
            each.startsWith(beside) || each.startsWith("deploy/") || each.endsWith("README.md")));
  }

  /// The file, what is replaced in it, by what; a part of what is said, and of what is to be done.
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          deploy/base/network.yaml | - podSelector: {} | - namespaceSelector: {} | spec.ingress[0].from[0] lets in the pods of every namespace | client-namespaces
          deploy/base/network.yaml | - podSelector: {} | - ipBlock: {cidr: 0.0.0.0/0} | spec.ingress[0].from[0] lets in the addresses 0.0.0.0/0 | namespaceSelector
          deploy/base/network.yaml | policyTypes: [Ingress, Egress] | egress: [{}] | spec.egress[0] lets its pods call everybody | namespaceSelector
          deploy/base/network.yaml | port: management | port: metrics | spec.ingress[1].ports[0].port opens the port "metrics" | http, management, 8080, 8082
          deploy/base/deployment.yaml | imagePullPolicy: Always | env: [{name: REGISTRY_TOKEN, value: correct-horse}] | spec.template.spec.containers[0].env[0].value: the value of REGISTRY_TOKEN looks like a secret | give REGISTRY_TOKEN by valueFrom.secretKeyRef
          deploy/base/deployment.yaml | imagePullPolicy: Always | env: [{name: UPSTREAM, value: "https://me:hunter2@example.org"}] | the value of UPSTREAM looks like a secret | renew
          deploy/base/deployment.yaml | imagePullPolicy: Always | env: [{name: SEED, value: q7Zr9TbXw2Kd5LmNp8VcYh3Jf4}] | the value of SEED looks like a secret | secretKeyRef
          deploy/base/deployment.yaml | imagePullPolicy: Always | envFrom: [{secretRef: {name: wine-keys}}] | spec.template.spec.containers[0].envFrom[0].secretRef.name names the Secret "wine-keys", which nothing here makes | say in a document
          deploy/base/deployment.yaml | wine-quality-settings | wine-quality-setting | volumes[0].configMap.name names the ConfigMap "wine-quality-setting" | Write the name of one that is there
          deploy/base/deployment.yaml | serviceAccountName: "wine-quality" | serviceAccountName: wine | it names the ServiceAccount "wine", which is not there | Write the same name
          deploy/base/deployment.yaml | path: /v2/health/live | path: /healthz | spec.template.spec.containers[0].livenessProbe.httpGet.path asks /healthz | Write /v2/health/live.
          deploy/base/deployment.yaml | ~path: /v2/health/ready\\n              port: http~ | ~path: /v2/health/live\\n              port: http~ | readinessProbe.httpGet.path asks /v2/health/live | /v2/health/ready or /v2/models/wine-quality/ready
          deploy/base/deployment.yaml | port: management | port: 8099 | livenessProbe.httpGet.port asks the port 8099 | http, management, 8080, 8082
          deploy/base/service.yaml | targetPort: http | targetPort: 9090 | spec.ports[0].targetPort leads to the port 9090 | http, management, 8080, 8082
          deploy/base/disruption.yaml | component: model-server | component: server | chooses no pods | same labels
          deploy/base/autoscaler.yaml | ~kind: Deployment\\n    name: "wine-quality"~ | ~kind: Deployment\\n    name: wine~ | it names the Deployment "wine", which is not there | Write the same name
          deploy/base/autoscaler.yaml | minReplicaCount: | minReplicas: | spec has the field minReplicas | minReplicaCount
          deploy/base/autoscaler.yaml | inference_requests_total | inference_request_total | spec.triggers[0].metadata.query names the metric inference_request_total | Write inference_requests_total.
          deploy/envs/production/entry.yaml | parentRefs: | parentRef: | spec has the field parentRef | Write parentRefs.
          deploy/envs/production/entry.yaml | port: 80 | port: 8080 | it leads to a port that the Service "wine-quality" has not | same name
          argo/production/rollout.yaml | setWeight: | setWeigth: | spec.strategy.canary.steps[0] has the field setWeigth | Write setWeight.
          argo/production/rollout.yaml | ~kind: Deployment\\n    name: "wine-quality"~ | ~kind: Deployment\\n    name: wine~ | spec.workloadRef.name names the Deployment "wine" | same name
          argo/production/rollout.yaml | ~templateName: "wine-quality"~ | templateName: wine | templates[0].templateName names the AnalysisTemplate "wine" | same name
          argo/production/rollout.yaml | ~- name: hash~ | ~- name: version~ | spec.strategy.canary.analysis.args lack hash, which wine-quality asks for | same name
          argo/production/analysis.yaml | inference_request_duration_seconds_bucket | inference_latency_seconds_bucket | spec.metrics[1].provider.prometheus.query names the metric inference_latency_seconds_bucket | ~curl~
          argo/production/analysis.yaml | {{args.hash}} | {{args.pod}} | uses the argument pod, which spec.args has not | same name
          argo/applications/production.yaml | syncPolicy: | syncPolicies: | spec has the field syncPolicies | Write syncPolicy.
          kserve/inferenceservice.yaml | path: /v2/health/live | path: /live | spec.predictor.containers[0].livenessProbe.httpGet.path asks /live | Write /v2/health/live.
          kserve/inferenceservice.yaml | port: 8080 | port: 8081 | readinessProbe.httpGet.port asks the port 8081 | 8080
          kserve/inferenceservice.yaml | scaleMetric: | scaleMetrics: | spec.predictor has the field scaleMetrics | Write scaleMetric.
          prometheus/operator/podmonitor.yaml | port: management | port: metrics | spec.podMetricsEndpoints[0].port reads the port "metrics" | http, management, 8080, 8082
          prometheus/operator/podmonitor.yaml | path: /metrics | path: /stats | spec.podMetricsEndpoints[0].path asks /stats | Write /metrics.
          prometheus/operator/podmonitor.yaml | component: model-server | component: server | chooses no pods | same labels
          prometheus/rules.yaml | absent(inference_ready | absent(inference_redy | names the metric inference_redy | Write inference_ready.
          grafana/dashboard.json | max(inference_pending_requests | max(inference_pending | .expr names the metric inference_pending | ~curl~
          compose/compose.yaml | GF_AUTH_ANONYMOUS_ORG_ROLE: Viewer | GF_SECURITY_ADMIN_PASSWORD: correct-horse | environment.GF_SECURITY_ADMIN_PASSWORD looks like a secret | secret of the platform
          policy/admission.yaml | paramKind: | paramsKind: | it does not fit admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy | Correct the field
          policy/kyverno.yaml | matchImageReferences: | matchImages: | spec has the field matchImages | Remove it
          """)
  void aFaultIsFailedByNameWithItsPlaceAndWhatToDo(
      String file, String good, String bad, String said, String remedy) throws Exception {
    Path path = bundle.resolve(file);
    String text = Files.readString(path);
    Exported.replace(path, good.replace("\\n", "\n"), bad.replace("\\n", "\n"));
    try {
      List<Problem> problems = failed(around(file), ToolRunner.onPath(Map.of()));

      assertTrue(
          problems.stream()
              .anyMatch(problem ->
                  problem.what().contains(file)
                      && problem.what().contains(said)
                      && problem.remedy().contains(remedy)),
          () -> String.join("\n", problems.stream().map(Problem::toString).toList()));
    } finally {
      Files.writeString(path, text);
    }
  }

  /// Put together here, so that no file of ours has their form.
  @Test
  void aKeyOrATokenIsFoundByItsFormInAnyTextAndNotRepeated(@TempDir Path folder) throws Exception {
    Path small = Exported.in(folder, Voyager.input(), "compose");
    String token = "ghp_" + "aB3d".repeat(9);
    Map<String, String> texts =
        Map.of(
            "docs/a.md", "Log in with " + token + "\n",
            "overlays/b.sh", "#!/bin/sh\n\ncurl -H \"Authorization: Bearer " + token + "\"\n",
            "overlays/c.txt", "-----BEGIN EC " + "PRIVATE KEY-----\n");
    for (var each : texts.entrySet()) {
      Path file = small.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue());
    }

    List<String> said =
        failed(small, ToolRunner.onPath(Map.of())).stream().map(Problem::what).sorted().toList();

    assertEquals(
        List.of(
            "docs/a.md:1 holds a token of GitHub.",
            "overlays/b.sh:3 holds a token of GitHub.",
            "overlays/c.txt:1 holds a private key."),
        said);
  }
}
