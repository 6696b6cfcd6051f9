// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Manifests of a service that is reached from outside and that KEDA scales.
final class WaysInAndScalersTest {

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: iris}
      spec:
        rules:
          - host: iris.example.org
            http:
              paths: [{path: /v2, pathType: Prefix, backend: {service: {name: iris, port: {name: http}}}}]
      """;

  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: iris}
      spec:
        parentRefs: [{name: public}]
        rules: [{backendRefs: [{name: iris, port: 80}]}]
      """;

  private static final String KEDA =
      """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: iris}
      spec:
        scaleTargetRef: {name: iris}
        minReplicaCount: 2
        maxReplicaCount: 6
        triggers: [{type: prometheus, metadata: {threshold: "100"}}]
      """;

  @TempDir private Path root;

  @Test
  void passWhereTheyNameWhatIsThere() throws Exception {
    assertEquals(List.of(), failures(INGRESS, "", ""));
    assertEquals(List.of(), failures(INGRESS, "port: {name: http}", "port: {number: 80}"));
    assertEquals(List.of(), failures(ROUTE, "", ""));
    assertEquals(List.of(), failures(KEDA, "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "service: {name: iris, service: {name: other",
    "port: {name: http}, port: {name: management}",
    "port: {name: http}, port: {number: 8082}",
    "pathType: Prefix, pathType: Begins",
  })
  void anIngressThatLeadsNowhereIsFound(String good, String bad) throws Exception {
    assertEquals(1, failures(INGRESS, good, bad).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backendRefs: [{name: iris | backendRefs: [{name: other
          port: 80 | port: 8082
          port: 80 | weight: 1
          """)
  void aRouteThatLeadsNowhereIsFound(String good, String bad) throws Exception {
    List<String> failures = failures(ROUTE, good, bad);

    assertEquals(1, failures.size(), failures.toString());
    assertTrue(failures.getFirst().startsWith("kubernetes.dangling: "), failures.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scaleTargetRef: {name: iris} | scaleTargetRef: {name: other} | dangling
          minReplicaCount: 2 | minReplicaCount: 1 | availability
          minReplicaCount: 2 | minReplicaCount: 9 | out-of-range
          maxReplicaCount: 6 | maxReplicaCount: 2 | autoscaling
          triggers: [{type: prometheus, metadata: {threshold: "100"}}] | triggers: [] | autoscaling
          """)
  void anAutoscalerOfKedaThatIsBrokenIsFound(String good, String bad, String code)
      throws Exception {
    List<String> failures = failures(KEDA, good, bad);

    assertTrue(
        failures.stream().anyMatch(line -> line.startsWith("kubernetes." + code + ":")),
        failures.toString());
  }

  /// What is found in manifests that keep every rule, with one more document; one of KEDA stands in
  /// the place of Kubernetes' own autoscaler.
  private List<String> failures(String document, String good, String bad) throws Exception {
    assertTrue(document.contains(good), document);
    GoodManifests.write(root, "", "");
    Path others = root.resolve("deploy/others.yaml");
    List<String> kept =
        List.of(Files.readString(others).split("---\n")).stream()
            .filter(other -> !document.equals(KEDA) || !other.contains("HorizontalPodAutoscaler"))
            .toList();
    Files.writeString(others, String.join("---\n", kept));
    Files.writeString(root.resolve("deploy/more.yaml"), document.replace(good, bad));
    Report report = new Report();
    new KubernetesCheck(new ToolRunner(List.of(), Duration.ofMinutes(1)))
        .look(BundleFolder.open(root), report);
    return KubernetesCheckTest.failures(report);
  }
}
