// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Finding;
import dev.slipway.base.Json;
import dev.slipway.base.Progress;
import dev.slipway.bundle.render.GeneratedFile;
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

/// What a bundle has of tokens and TLS, where the plan asks for both.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessOnPaperTest {

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
    assertEquals("HTTPS", resources.at("/Targets/Properties/Protocol").asText());
  }

  @Test
  void callersAndOperatorsAreToldHow() throws Exception {
    JsonNode api = yaml("docs/openapi.yaml");
    assertEquals("bearer", api.at("/components/securitySchemes/token/scheme").asText());
    assertEquals(Json.tree("[{\"token\": []}]"), api.path("security"));
    String guide = texts.getOrDefault("docs/consumer-guide.md", "");
    for (String part :
        List.of(
            "--header \"Authorization: Bearer $TOKEN\"",
            "\"Authorization\": \"Bearer \" + os.environ[\"TOKEN\"]",
            "\"Bearer \" + System.getenv(\"TOKEN\")",
            "| 401 |")) {
      assertTrue(guide.contains(part), part);
    }
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
