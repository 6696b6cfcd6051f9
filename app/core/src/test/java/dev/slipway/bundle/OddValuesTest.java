// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.manifest.KubernetesCheck;
import dev.slipway.verify.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of a chart that would do harm, and the one that refuses each: the chart's schema, which
/// `verify` asks without Helm too, or the chart's templates, which compare two values.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OddValuesTest {

  private static final String SCHEMA = "schema";
  private static final String TEMPLATE = "template";

  /// A file of values, and who refuses it.
  private record Odd(String values, String judge) {}

  private static final List<Odd> ODD =
      List.of(
          new Odd("image: {repository: Registry/Wine}", SCHEMA),
          new Odd("image: {repository: 'wine:1.4'}", SCHEMA),
          new Odd("image: {repository: 'https://registry.example.org/wine'}", SCHEMA),
          new Odd("image: {repository: ''}", SCHEMA),
          new Odd("image: {digest: latest}", SCHEMA),
          new Odd("image: {digest: 'sha256:ABC'}", SCHEMA),
          new Odd("image: {pullPolicy: always}", SCHEMA),
          new Odd("pullSecrets: [registry]", SCHEMA),
          new Odd("replicas: {min: 0}", SCHEMA),
          new Odd("replicas: {min: 2.5}", SCHEMA),
          new Odd("replicas: {max: 1}", TEMPLATE),
          new Odd("autoscaling: {cpuPercent: 250}", SCHEMA),
          new Odd("autoscaling: {by: memory}", SCHEMA),
          new Odd("autoscaling: {scaleUpTolerance: '5 %'}", SCHEMA),
          new Odd("autoscaling: {requests: {prometheus: 'prometheus:9090'}}", SCHEMA),
          new Odd("autoscaling: {requests: {perReplica: 0}}", SCHEMA),
          new Odd("resources: {limits: {memory: lots}}", SCHEMA),
          new Odd("resources: {limits: {memory: 0Mi}}", SCHEMA),
          new Odd("resources: {limits: {cpu: 0}}", SCHEMA),
          new Odd("resources: {requests: {memory: 1Gi}}", TEMPLATE),
          new Odd("resources: {requests: {cpu: 8}}", TEMPLATE),
          new Odd("ports: {http: 70000}", SCHEMA),
          new Odd("ports: {http: 8082}", TEMPLATE),
          new Odd("terminationGraceSeconds: 7", SCHEMA),
          new Odd("probes: {startup: {failureThreshold: 0}}", SCHEMA),
          new Odd("probes: {liveness: {periodSeconds: '10'}}", SCHEMA),
          new Odd("rollout: {maxSurge: 0}", SCHEMA),
          new Odd("disruption: {maxUnavailable: 2}", TEMPLATE),
          new Odd("network: {clientNamespaces: [Team A]}", SCHEMA),
          new Odd("network: {monitoringNamespace: ''}", SCHEMA),
          new Odd("entry: {kind: gateway}", SCHEMA),
          new Odd("entry: {kind: ingress, host: wines_example}", SCHEMA),
          new Odd("entry: {gateway: {timeoutSeconds: 1}}", SCHEMA),
          new Odd("user: 0", SCHEMA),
          new Odd("podAnnotations: {a: 1}", SCHEMA),
          new Odd("tolerations: [{operater: Exists}]", SCHEMA),
          new Odd("nonsense: 1", SCHEMA));

  private Path folder = Path.of("");

  @BeforeAll
  void export(@TempDir Path temp) throws Exception {
    folder = temp;
    Exported.in(folder, Voyager.input(), "helm");
  }

  private static Stream<String> refusedBySchema() {
    return ODD.stream().filter(odd -> odd.judge().equals(SCHEMA)).map(Odd::values);
  }

  private static Stream<Arguments> oddByVersion() {
    return IntStream.of(3, 4)
        .boxed()
        .flatMap(version -> ODD.stream().map(odd -> Arguments.of(version, odd.values())));
  }

  /// Without Helm: what `verify` finds of values in `overlays/`.
  private List<String> found(String values) throws Exception {
    Path bundle = folder.resolve("bundle");
    Path own = Files.createDirectories(bundle.resolve("overlays")).resolve("values.yaml");
    Files.writeString(own, values + "\n");
    Report report = new Report();
    new KubernetesCheck(new ToolRunner(List.of(), Duration.ofSeconds(1)))
        .look(BundleFolder.open(bundle), report);
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(Finding.Failed.class::cast)
        .filter(failed -> failed.check().equals("Values fit the chart's schema"))
        .map(failed -> failed.problem().why())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("refusedBySchema")
  void verifyRefusesThemWithoutHelm(String values) throws Exception {
    assertNotEquals(List.of(), found(values));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: {repository: 'localhost:5000/team/wine-quality'}",
        "image: {pullPolicy: Always}\nnodeSelector: {zone: a}",
        "resources: {limits: {memory: 1Gi, cpu: 2}}\nterminationGraceSeconds: 60",
        "entry: {kind: ingress, host: wines.example.org, ingress: {class: haproxy}}",
        "tolerations: [{key: gpu, operator: Exists, effect: NoSchedule}]\n"
            + "pullSecrets: [{name: registry}]",
        "replicas: {min: 3, max: 9}",
        "{}"
      })
  void whatDoesNoHarmIsTaken(String values) throws Exception {
    assertEquals(List.of(), found(values));
  }

  @ParameterizedTest
  @ValueSource(strings = {"replicas: {min: 3}\nreplicas: {max: 9}", "user: 1\nuser: 2"})
  void aKeyThatIsThereTwiceIsTold(String values) throws Exception {
    Path bundle = folder.resolve("bundle");
    Files.createDirectories(bundle.resolve("overlays"));
    Files.writeString(bundle.resolve("overlays/values.yaml"), values + "\n");
    Report report = new Report();

    new dev.slipway.verify.artefact.YamlCheck().look(BundleFolder.open(bundle), report);

    String all = report.findings().stream().map(Object::toString).collect(Collectors.joining("\n"));
    assertTrue(all.contains("overlays/values.yaml is not valid YAML"), all);
  }

  @ParameterizedTest
  @MethodSource("oddByVersion")
  @Tag("tools")
  void helmRefusesThem(int version, String values) throws Exception {
    Path file = Files.writeString(folder.resolve("odd.yaml"), values + "\n");

    Tool run =
        Tool.run(
            folder.resolve("bundle"),
            NodeTools.program("helm" + version + "/helm"),
            "template",
            "wine",
            "chart",
            "--values",
            file.toString());

    assertNotEquals(0, run.exit(), values + "\n" + run.output());
  }
}
