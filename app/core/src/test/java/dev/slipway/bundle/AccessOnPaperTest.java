// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Altered;
import dev.slipway.base.Finding;
import dev.slipway.base.Json;
import dev.slipway.base.Progress;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.plan.AccessKeys;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.verify.BundleVerifier;
import dev.slipway.verify.EngineChoice;
import dev.slipway.verify.Verification;
import dev.slipway.verify.VerifyRequest;
import dev.slipway.verify.check.Yaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a bundle has of tokens and TLS, where the plan asks for both.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessOnPaperTest {

  /// How curl, Python and Java bring one in the guide's examples.
  private static final List<String> TOKENS =
      List.of(
          "--header \"Authorization: Bearer $TOKEN\"",
          "\"Authorization\": \"Bearer \" + os.environ[\"TOKEN\"]",
          "\"Bearer \" + System.getenv(\"TOKEN\")");

  @TempDir Path temp;
  private final SortedMap<String, String> texts = new TreeMap<>();

  private static BundleInput input() {
    return Voyager.with(Voyager.input(), SamplePlan.of("chosen for the tests", SamplePlan.GUARDED));
  }

  @BeforeAll
  void export() throws Exception {
    for (GeneratedFile file : Exported.files(input(), Voyager.ALL)) {
      if (file.path()
          .matches(".*[.](yaml|yml|md|json|properties|txt|sh)|deploy/check|profile/run")) {
        texts.put(file.path(), new String(file.content().bytes(), UTF_8));
      }
    }
  }

  private JsonNode yaml(String path) throws Exception {
    return Yaml.documents(texts.getOrDefault(path, "")).getFirst();
  }

  @Test
  void settingsAndManifestsAgreeOnWhereSecretsAreMounted() throws Exception {
    String settings = texts.getOrDefault("docker/app/conf/serving.properties", "");
    JsonNode pod = yaml("deploy/base/deployment.yaml").at("/spec/template/spec");
    Map<String, String> mounted = new TreeMap<>();
    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      if (mount.path("mountPath").asText().startsWith("/app/secrets")) {
        mounted.put(mount.path("name").asText(), mount.path("mountPath").asText());
      }
    }
    Map<String, String> secrets = new TreeMap<>();
    for (JsonNode volume : pod.path("volumes")) {
      if (volume.has("secret")) {
        secrets.put(volume.path("name").asText(), volume.at("/secret/secretName").asText());
      }
    }

    assertTrue(settings.contains("auth.tokens-file=/app/secrets/tokens/tokens\n"), settings);
    assertTrue(settings.contains("tls.certificate=/app/secrets/tls/tls.crt\n"), settings);
    assertTrue(settings.contains("tls.key=/app/secrets/tls/tls.key\n"), settings);
    assertEquals(
        Map.of("tokens", "/app/secrets/tokens", "server-tls", "/app/secrets/tls"), mounted);
    assertEquals(
        Map.of("tokens", "wine-quality-tokens", "server-tls", "wine-quality-server-tls"), secrets);
    assertEquals(texts.get("deploy/base/serving.properties"), settings);
  }

  @Test
  void probesSpeakWhatTheirPortSpeaks() throws Exception {
    JsonNode container = yaml("deploy/base/deployment.yaml").at("/spec/template/spec/containers/0");
    Map<String, String> probes = new TreeMap<>();
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      JsonNode get = container.path(probe).path("httpGet");
      probes.put(probe, get.path("port").asText() + " " + get.path("scheme").asText("HTTP"));
    }

    assertEquals(
        Map.of(
            "startupProbe", "management HTTP",
            "readinessProbe", "http HTTPS",
            "livenessProbe", "management HTTP"),
        probes);
    JsonNode port = yaml("deploy/base/service.yaml").at("/spec/ports/0");
    assertEquals("443 https", port.path("port").asText() + " " + port.path("appProtocol").asText());
  }

  @Test
  void composeAndEcsMountThemFromBesideTheBundle() throws Exception {
    JsonNode volumes = yaml("compose/compose.yaml").at("/services/model/volumes");
    assertEquals(
        List.of("/app/secrets/tokens", "/app/secrets/tls"),
        volumes.valueStream().map(volume -> volume.path("target").asText()).toList());
    JsonNode resources = yaml("ecs/service.yaml").path("Resources");
    JsonNode containers = resources.at("/Task/Properties/ContainerDefinitions");
    assertEquals(
        List.of("TOKENS", "CERTIFICATE", "KEY"),
        containers
            .path(0)
            .path("Secrets")
            .valueStream()
            .map(secret -> secret.path("Name").asText())
            .toList());
    assertEquals("secrets", containers.at("/1/DependsOn/0/ContainerName").asText());
    // The health check's own default is HTTP, whatever the target group speaks.
    assertEquals("HTTPS", resources.at("/Targets/Properties/Protocol").asText());
    assertEquals("HTTPS", resources.at("/Targets/Properties/HealthCheckProtocol").asText());
    JsonNode certificate = yaml("ecs/service.yaml").at("/Parameters/Certificate");
    assertFalse(certificate.has("Default"), certificate.toString());
  }

  @Test
  void callersAndOperatorsAreToldHow() throws Exception {
    JsonNode api = yaml("docs/openapi.yaml");
    assertEquals("bearer", api.at("/components/securitySchemes/token/scheme").asText());
    assertEquals(Json.tree("[{\"token\": []}]"), api.path("security"));
    String guide = texts.getOrDefault("docs/consumer-guide.md", "");
    for (String token : TOKENS) {
      assertTrue(guide.contains(token), token);
    }
    assertTrue(guide.contains("| 401 |"), guide);
    String runbook = texts.getOrDefault("docs/runbook.md", "");
    for (String part :
        List.of(
            "## Secrets",
            "create secret generic wine-quality-tokens --from-file=tokens",
            "create secret tls wine-quality-server-tls --cert=chain.pem --key=tls.key")) {
      assertTrue(runbook.contains(part), part);
    }
    assertTrue(texts.getOrDefault("docs/handover.md", "").contains("## Who may ask"));
  }

  /// Whatever the example sends, each of the three brings a token.
  @Test
  void examplesOfRowsBringATokenToo() throws Exception {
    BundleInput taking =
        AlteredInput.taking(
            new Signature(
                List.of(
                    new TensorSpec(
                        "size",
                        DataType.FP32,
                        List.of(new Dimension.Dynamic("n"), new Dimension.Fixed(1)))),
                List.of()),
            ByteContent.of("a model"));
    Inspection inspection =
        Altered.of(taking.inspection(), "featureMap", new FeatureMap(List.of(), List.of()));
    BundleInput rows =
        Voyager.with(
            AlteredInput.of(taking)
                .model(inspection, taking.model())
                .data(Optional.empty())
                .input(),
            SamplePlan.of("chosen for the tests", SamplePlan.GUARDED));

    String guide = "";
    for (GeneratedFile file : Exported.files(rows, List.of("docker", "handover"))) {
      if (file.path().equals("docs/consumer-guide.md")) {
        guide = new String(file.content().bytes(), UTF_8);
      }
    }

    assertTrue(guide.contains("/v1/rows"), guide);
    for (String token : TOKENS) {
      assertTrue(guide.contains(token), token);
    }
  }

  /// It has a token, and no TLS: then it says so.
  @Test
  void theProfilerBringsAToken() throws Exception {
    Map<String, String> files = new TreeMap<>();
    BundleInput tokens =
        Voyager.with(
            Voyager.input(),
            SamplePlan.of("chosen for the tests", Map.of(AccessKeys.AUTH, "bearer")));
    for (GeneratedFile file : Exported.files(tokens, List.of("profile", "kubernetes", "compose"))) {
      files.put(file.path(), new String(file.content().bytes(), UTF_8));
    }
    JsonNode pod =
        Yaml.documents(files.getOrDefault("profile/job.yaml", ""))
            .getFirst()
            .at("/spec/template/spec");
    JsonNode service =
        Yaml.documents(files.getOrDefault("compose/compose.yaml", ""))
            .getFirst()
            .at("/services/profile");

    for (JsonNode arguments : List.of(pod.at("/containers/0/args"), service.path("command"))) {
      assertEquals(
          List.of("--token-file", "/app/secrets/tokens/tokens"),
          arguments.valueStream().skip(3).map(JsonNode::asText).toList());
    }
    assertEquals("/app/secrets/tokens", pod.at("/containers/0/volumeMounts/1/mountPath").asText());
    assertEquals("wine-quality-tokens", pod.at("/volumes/1/secret/secretName").asText());
    assertEquals("/app/secrets/tokens", service.at("/volumes/2/target").asText());
    assertFalse(files.getOrDefault("profile/run", "").contains("not run: the service"));
    assertTrue(texts.getOrDefault("profile/run", "").contains("not run: the service asks for TLS"));
  }

  /// No gateway takes the Service's own word for it.
  @ParameterizedTest
  @CsvSource({"GATEWAY, kind: BackendTLSPolicy", "INGRESS, backend-protocol: HTTPS"})
  void whatStandsInFrontIsToldToSpeakTls(WayIn way, String how) throws Exception {
    BundleInput input =
        Voyager.with(way.input(), SamplePlan.of("chosen for the tests", SamplePlan.GUARDED));
    String readme = "";
    for (GeneratedFile file : Exported.files(input, List.of("kubernetes"))) {
      if (file.path().equals("deploy/README.md")) {
        readme = new String(file.content().bytes(), UTF_8);
      }
    }

    assertTrue(readme.contains(how), readme);
    assertFalse(readme.contains("tells a gateway so"), readme);
  }

  @Test
  void itsFilesKeepTheRulesAndHoldNoSecret() throws Exception {
    Path bundle = Exported.in(temp, input(), Voyager.ALL.toArray(String[]::new));
    Verification verification =
        new BundleVerifier(Map.of("PATH", ""), finding -> {})
            .verify(
                new VerifyRequest(
                    bundle,
                    Optional.empty(),
                    Optional.empty(),
                    EngineChoice.NONE,
                    Duration.ofSeconds(1)),
                Progress.NONE);

    assertEquals(
        List.of(),
        verification.findings().stream().filter(Finding.Failed.class::isInstance).toList());
  }

  /// No number came with them of which nobody says where it is from.
  @Test
  void addsNoNumberWithoutASource() throws Exception {
    assertEquals(
        unsourced(Exported.files(Voyager.input(), Voyager.ALL)),
        unsourced(Exported.files(input(), Voyager.ALL)));
  }

  /// How many, by file.
  private static Map<String, Long> unsourced(List<GeneratedFile> files) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (GeneratedFile file : files) {
      if (file.path().equals("bundle.json")) {
        for (var entry :
            Json.tree(new String(file.content().bytes(), UTF_8)).path("files").properties()) {
          long without =
              entry
                  .getValue()
                  .path("numbers")
                  .valueStream()
                  .filter(source -> source.isArray() && source.isEmpty())
                  .count();
          if (without > 0) {
            counts.put(entry.getKey(), without);
          }
        }
      }
    }
    return counts;
  }
}
