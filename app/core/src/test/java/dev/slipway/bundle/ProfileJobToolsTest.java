// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.base.Finding;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.service.Workload;
import dev.slipway.verify.check.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The job that measures beside the deployed service, as kubectl renders it, before our rules; and
/// what it is given.
@Tag("tools")
final class ProfileJobToolsTest {

  private static final int CONFIG_MAP = 1 << 20;

  @TempDir Path temp;

  private Path export(BundleInput input) throws Exception {
    return Exported.in(temp, input, "profile", "kubernetes");
  }

  private static BundleInput withGolden(String golden) {
    return AlteredInput.of(Voyager.input()).golden(golden).input();
  }

  /// Cases of about so many bytes each.
  private static String golden(int cases, int bytes) {
    StringBuilder text = new StringBuilder("{\"cases\": [");
    for (int i = 0; i < cases; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"id\":\"")
          .append(i)
          .append("\",\"request\":{\"inputs\":[\"")
          .append("x".repeat(bytes))
          .append("\"]},\"response\":{}}");
    }
    return text.append("]}").toString();
  }

  private List<JsonNode> rendered(Path bundle) throws Exception {
    return Yaml.documents(Tool.need(bundle, "kubectl", "kustomize", "profile"));
  }

  private static JsonNode of(String kind, List<JsonNode> documents) {
    return documents.stream()
        .filter(document -> document.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private List<Finding> failed(Path folder) throws Exception {
    String all =
        Tool.need(folder, "kubectl", "kustomize", "deploy/base")
            + "\n---\n"
            + Tool.need(folder, "kubectl", "kustomize", "profile");
    return OurRules.failed(temp, all);
  }

  @Test
  void theJobsManifestsPassOurRules() throws Exception {
    assertEquals(List.of(), failed(export(Voyager.input())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runAsNonRoot: true | runAsNonRoot: false",
        "drop: [ALL] | drop: []",
        "backoffLimit: | backofLimit:",
        "slipway-profiler:0.1.0 | slipway-profiler:latest"
      })
  void ourRulesRefuseABrokenJob(String good, String bad) throws Exception {
    Path folder = export(Voyager.input());
    Exported.replace(folder.resolve("profile/job.yaml"), good, bad);

    assertNotEquals(List.of(), failed(folder));
  }

  @Test
  void itReachesTheServicesPodsAndTheServiceLetsItIn() throws Exception {
    Path bundle = export(Voyager.input());
    List<JsonNode> documents = rendered(bundle);
    JsonNode egress = of("NetworkPolicy", documents).at("/spec/egress");
    JsonNode deployment =
        Yaml.documents(Files.readString(bundle.resolve("deploy/base/deployment.yaml"))).getFirst();
    JsonNode service =
        Yaml.documents(Files.readString(bundle.resolve("deploy/base/network.yaml"))).getFirst();

    assertEquals(1, egress.size());
    assertEquals(
        deployment.at("/spec/selector/matchLabels"), egress.at("/0/to/0/podSelector/matchLabels"));
    assertEquals(
        deployment.at("/spec/template/spec/containers/0/ports/0/containerPort"),
        egress.at("/0/ports/0/port"));
    assertTrue(service.at("/spec/ingress/0/from/0/podSelector").isEmpty(), "its whole namespace");
    JsonNode pod = of("Job", documents).at("/spec/template");
    of("NetworkPolicy", documents)
        .at("/spec/podSelector/matchLabels")
        .propertyStream()
        .forEach(label ->
            assertEquals(label.getValue(), pod.at("/metadata/labels").path(label.getKey())));
    assertEquals("$(WINE_QUALITY_SERVICE_HOST)", pod.at("/spec/containers/0/args/1").asText());
  }

  @Test
  void theWorkloadIsWhatTheObjectivesSay() throws Exception {
    Path bundle = export(Voyager.input());

    Workload workload =
        Workload.parse(Files.readString(bundle.resolve("profile/workload.json")), "workload.json");

    assertEquals(Voyager.input().project().objectives().latency(), workload.limits());
    assertEquals(
        Voyager.input().project().objectives().traffic().orElseThrow().peak(),
        workload.peak().orElseThrow());
    assertEquals(Tier.STANDARD, workload.tier());
    assertEquals(Voyager.MODEL.sha256(), workload.model());
  }

  @Test
  void asManyRequestsAsAConfigMapHoldsAreTaken() throws Exception {
    JsonNode few = of("ConfigMap", rendered(export(withGolden(golden(100, 50_000)))));

    long bytes =
        few.path("data").valueStream().mapToLong(v -> v.asText().getBytes(UTF_8).length).sum();
    int cases =
        new ObjectMapper().readTree(few.at("/data/requests.json").asText()).path("cases").size();
    assertTrue(bytes < CONFIG_MAP && bytes > CONFIG_MAP / 2, bytes + " bytes");
    assertEquals(18, cases);
  }

  @Test
  void aRequestThatIsTooLargeLeavesNoJobButTheReason() throws Exception {
    Path bundle = export(withGolden(golden(3, 2_000_000)));

    assertTrue(Files.notExists(bundle.resolve("profile/job.yaml")));
    assertTrue(Files.notExists(bundle.resolve("profile/run")));
    assertTrue(
        Files.readString(bundle.resolve("profile/README.md"))
            .contains("one request of this model is larger"));
  }

  /// What profile/run does to the rendered manifests.
  @Test
  void theRunningImageIsToldInOnePlaceOnly() throws Exception {
    Path bundle = export(withGolden(golden(1, 10).replace("xxxxxxxxxx", "value: not-told")));
    String line =
        Files.readAllLines(bundle.resolve("profile/run")).stream()
            .filter(one -> one.contains("kubectl kustomize ."))
            .findFirst()
            .orElseThrow();
    String filter = line.substring(line.indexOf("sed"), line.indexOf("| \"${kubectl"));
    String image = "registry.example.org/pricing/wine-quality@sha256:" + "7".repeat(64);

    String told =
        Tool.need(
            bundle,
            "bash",
            "-c",
            "UNTOLD=not-told images=%s; kubectl kustomize profile | %s".formatted(image, filter));

    List<JsonNode> documents = Yaml.documents(told);
    assertEquals(
        image,
        Objects.requireNonNull(of("Job", documents).at("/spec/template/spec/containers/0/env/2"))
            .path("value")
            .asText());
    assertEquals(
        of("ConfigMap", rendered(bundle)).path("data"), of("ConfigMap", documents).path("data"));
  }
}
