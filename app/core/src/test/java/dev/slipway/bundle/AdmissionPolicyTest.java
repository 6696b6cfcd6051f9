// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.base.Sha256;
import dev.slipway.verify.artefact.HashCheck;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.check.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the target `policy` lets into production, by its own expressions. That an API server takes
/// the policy itself is not run: none that is new enough can be had here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdmissionPolicyTest {

  private static final String IMAGE = "registry.example.org/pricing/wine-quality@sha256:";
  private static final String NOW = "5".repeat(64);
  private static final String BEFORE = "4".repeat(64);
  private static final String NONE = "0".repeat(64);

  private Path temp = Path.of("");
  private Path exported = Path.of("");
  private Path bundle = Path.of("");
  private String unreleased = "";

  @BeforeAll
  void export(@TempDir Path folder) throws Exception {
    temp = folder;
    exported = Exported.in(temp, input(Map.of("other-images", "mesh/proxy:1.2")), "policy");
    unreleased = Files.readString(exported.resolve("policy/release.yaml"));
  }

  @BeforeEach
  void withoutARelease() throws Exception {
    bundle = exported;
    Files.writeString(bundle.resolve("policy/release.yaml"), unreleased);
  }

  private static BundleInput input(Map<String, Object> options) {
    return Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, Map.of("policy", options)));
  }

  private List<JsonNode> documents(String file) throws Exception {
    return Yaml.documents(Files.readString(bundle.resolve(file)));
  }

  /// As `policy/release` would.
  private void record(String image, String previous, String evidence) throws Exception {
    Path file = bundle.resolve("policy/release.yaml");
    String text = Files.readString(file).replace("@sha256:" + NONE, "@sha256:" + image);
    for (String name : List.of("bundle", "evidence")) {
      text = text.replace(name + "-sha256: \"" + NONE, name + "-sha256: \"" + evidence);
    }
    Files.writeString(
        file, text.replace("previous-sha256: \"" + NONE, "previous-sha256: \"" + previous));
  }

  private List<String> refused(String object, String before) throws Exception {
    return new CelPolicy(documents("policy/admission.yaml").getFirst())
        .refused(
            Yaml.documents(object).getFirst(),
            before.isEmpty() ? MissingNode.getInstance() : Yaml.documents(before).getFirst(),
            documents("policy/release.yaml").getFirst());
  }

  private static String pod(String image) {
    return "{kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: '"
        + image
        + "'}]}}";
  }

  private static String deployment(String image) {
    return "{kind: Deployment, spec: {template: {spec: {containers: [{name: a, image: '"
        + image
        + "'}]}}}}";
  }

  @Test
  void theReleasedImageRunsWithItsEvidenceAndTheOneBeforeItToo() throws Exception {
    record(NOW, BEFORE, "7".repeat(64));

    assertEquals(List.of(), refused(pod(IMAGE + NOW), ""));
    assertEquals(List.of(), refused(deployment(IMAGE + NOW), deployment(IMAGE + BEFORE)));
    assertEquals(List.of(), refused(pod(IMAGE + BEFORE), ""));
    assertEquals(List.of(), refused(pod("mesh/proxy:1.2"), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/nginx:1.29",
    "registry.example.org/pricing/wine-quality:1.4.0",
    "registry.example.org/pricing/wine-quality",
    "registry.example.org/pricing/wine-quality-2@sha256:5555555555555555555555555555555555555555555555555555555555555555",
    "evil.example.org/pricing/wine-quality@sha256:5555555555555555555555555555555555555555555555555555555555555555",
    "registry.example.org/pricing/wine-quality@sha256:6666666666666666666666666666666666666666666666666666666666666666",
    "mesh/proxy:1.3",
  })
  void aForeignImageIsRefused(String image) throws Exception {
    record(NOW, BEFORE, "7".repeat(64));
    List<String> said =
        List.of("not released for production: " + image + "; policy/release records what is");

    assertEquals(said, refused(pod(image), ""));
    assertEquals(said, refused(deployment(image), ""));
    assertEquals(said, refused(pod(image), pod(IMAGE + NOW)));
  }

  @ParameterizedTest
  @CsvSource({"initContainers", "ephemeralContainers"})
  void soIsOneBesideTheReleasedImage(String containers) throws Exception {
    record(NOW, BEFORE, "7".repeat(64));
    String pod = pod(IMAGE + NOW);

    assertEquals(
        List.of("not released for production: evil; policy/release records what is"),
        refused(
            pod.replace("spec: {", "spec: {" + containers + ": [{name: b, image: evil}], "), pod));
  }

  @Test
  void nothingIsReleasedWithoutEvidence() throws Exception {
    List<String> said =
        List.of(
            "no evidence is recorded for the released image; policy/release records that of slipway"
                + " verify --statements");
    record(NOW, NONE, NONE);
    assertEquals(said, refused(pod(IMAGE + NOW), ""));

    Path file = bundle.resolve("policy/release.yaml");
    Files.writeString(file, Files.readString(file).replaceAll(".*evidence-sha256.*\n", ""));
    assertEquals(said, refused(pod(IMAGE + NOW), ""));

    Files.writeString(file, "{kind: ConfigMap, metadata: {name: a}}");
    assertTrue(refused(pod(IMAGE + NOW), "").getFirst().startsWith("cannot be judged: "));
  }

  /// A policy that stopped them would stop what runs.
  @Test
  void whatRanBeforeThePolicyIsScaledAndLabelled() throws Exception {
    String old = deployment("nginx");

    assertEquals(List.of(), refused(old.replace("spec: {t", "spec: {replicas: 3, t"), old));
    assertEquals(
        List.of(), refused(pod("nginx").replace("a}", "a, labels: {b: c}}"), pod("nginx")));
  }

  @Test
  void itOnlyTellsUntilItIsToldToRefuse() throws Exception {
    JsonNode binding = documents("policy/binding.yaml").getFirst().path("spec");
    assertEquals("[\"Audit\",\"Warn\"]", binding.path("validationActions").toString());
    assertEquals("Deny", binding.at("/paramRef/parameterNotFoundAction").asText());
    assertEquals(
        "{\"kubernetes.io/metadata.name\":\"wine-quality\"}",
        binding.at("/matchResources/namespaceSelector/matchLabels").toString());
    assertFalse(Files.exists(bundle.resolve("policy/kyverno.yaml")));

    bundle =
        Exported.in(
            temp.resolve("enforced"),
            input(Map.of("action", "enforce", "namespace-label", "stage=live")),
            "policy");
    binding = documents("policy/binding.yaml").getFirst().path("spec");
    assertEquals("[\"Deny\"]", binding.path("validationActions").toString());
    assertEquals(
        "{\"stage\":\"live\"}",
        binding.at("/matchResources/namespaceSelector/matchLabels").toString());
  }

  /// In one line too, as a field of the window takes it.
  @Test
  void kyvernoGetsTheKeyHoweverItIsWritten() throws Exception {
    String body = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "Ab1/".repeat(21) + "Ab==";
    String pem = "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    for (String written : List.of(pem, pem.replace("\n", ""), body)) {
      bundle =
          Exported.in(
              temp.resolve("key" + written.length()),
              input(Map.of("public-key", written)),
              "policy");

      JsonNode spec = documents("policy/kyverno.yaml").getFirst().path("spec");
      assertEquals(pem, spec.at("/attestors/0/cosign/key/data").asText());
      assertEquals("[\"Audit\"]", spec.path("validationActions").toString());
    }
  }

  @Test
  @Tag("tools")
  void aReleaseRecordsWhatWasVerifiedAndNothingElse() throws Exception {
    String digest = "sha256:" + NOW;
    bundle =
        Exported.in(
            temp.resolve("record"), input(Map.of("other-images", "mesh/proxy:1.2")), "policy");
    Path statements = Files.createDirectory(temp.resolve("statements"));
    Path statement = statements.resolve("verification.json");
    String sum = Sha256.of(bundle.resolve(BundleManifest.FILE)).hex();
    Files.writeString(statement, "{\"sha256\": \"" + "1".repeat(64) + "\"}");
    assertEquals(1, Tool.run(bundle, "policy/release", digest, "" + statements).exit());
    Files.writeString(statement, "{\"sha256\": \"" + sum + "\"}");
    Tool failed = Tool.run(bundle, "policy/release", digest, "" + statements);
    assertEquals(1, failed.exit());
    assertTrue(failed.output().contains("does not say that the bundle passed"), failed.output());
    assertEquals(2, Tool.run(bundle, "policy/release", "latest", "" + statements).exit());
    assertEquals(2, Tool.run(bundle, "policy/release", digest, "nowhere").exit());

    Files.writeString(
        statement, "{\"sha256\": \"" + sum + "\", \"p\": [\"SLIPWAY_BUNDLE_VERIFIED\"]}");
    Tool.need(bundle, "policy/release", "sha256:" + BEFORE, "" + statements);
    Tool.need(bundle, "policy/release", digest, "" + statements);

    assertEquals(List.of(), refused(pod(IMAGE + NOW), ""));
    assertEquals(List.of(), refused(pod(IMAGE + BEFORE), ""));
    String recorded = Files.readString(bundle.resolve("policy/release.yaml"));
    assertTrue(recorded.contains("bundle-sha256: \"" + sum + "\""), recorded);
    Report report = new Report();
    new HashCheck().look(BundleFolder.open(bundle), report);
    assertTrue(
        report.findings().toString().contains("released images in policy/release.yaml"),
        report.findings().toString());

    new BundleWriter()
        .write(
            Exported.files(input(Map.of("other-images", "mesh/proxy:1.3")), List.of("policy")),
            bundle,
            Overwrite.REFUSE_EDITED);

    assertEquals(recorded, Files.readString(bundle.resolve("policy/release.yaml")));
  }

  @Test
  @Tag("tools")
  void whatServesStaysAllowedWhenTheReleaseAfterItWasTakenBack() throws Exception {
    String next = "6".repeat(64);
    bundle =
        Exported.in(
            temp.resolve("taken back"), input(Map.of("other-images", "mesh/proxy:1.2")), "policy");
    Path statements = Files.createDirectory(temp.resolve("of the bundle"));
    Files.writeString(
        statements.resolve("verification.json"),
        "{\"sha256\": \""
            + Sha256.of(bundle.resolve(BundleManifest.FILE)).hex()
            + "\", \"p\": [\"SLIPWAY_BUNDLE_VERIFIED\"]}");
    Tool.need(bundle, "policy/release", "sha256:" + BEFORE, "" + statements);
    Exported.replace(
        bundle.resolve("deploy/envs/production/release.yaml"),
        "@sha256:" + NONE,
        "@sha256:" + BEFORE);

    // The canary of the second one ends, and production's file goes back to the first.
    Tool.need(bundle, "policy/release", "sha256:" + NOW, "" + statements);
    Tool.need(bundle, "policy/release", "sha256:" + next, "" + statements);

    assertEquals(List.of(), refused(pod(IMAGE + next), ""));
    assertEquals(List.of(), refused(pod(IMAGE + BEFORE), ""));
    assertEquals(1, refused(pod(IMAGE + NOW), "").size());
  }
}
