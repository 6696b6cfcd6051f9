// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.verify.check.Yaml;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a bundle asks of nodes where its images are for one processor alone.
final class OneProcessorTest {

  /// Where each document keeps its pods.
  private static final Map<String, String> PODS =
      Map.of(
          "batch/kubernetes/cronjob.yaml", "/spec/jobTemplate/spec/template/spec",
          "chart/values.yaml", "",
          "deploy/base/deployment.yaml", "/spec/template/spec",
          "kserve/inferenceservice.yaml", "/spec/predictor");

  private static Map<String, Map<String, Object>> docker(String architectures) {
    return Map.of("docker", Map.of("architectures", architectures));
  }

  private static String text(GeneratedFile.Content content) {
    return new String(content.bytes(), UTF_8);
  }

  /// The nodes that the pods of each document ask for.
  private static Map<String, String> nodes(List<GeneratedFile> files) throws Exception {
    Map<String, String> nodes = new TreeMap<>();
    for (GeneratedFile file : files) {
      String pods = PODS.get(file.path());
      if (pods != null) {
        String selector = pods + "/nodeSelector";
        nodes.put(
            file.path(), Yaml.documents(text(file.content())).getFirst().at(selector).toString());
      }
    }
    return nodes;
  }

  private static List<GeneratedFile> forClusters(Map<String, Map<String, Object>> options)
      throws ProblemException {
    return Exported.files(
        BatchBundle.untouched(options), List.of("batch", "helm", "kserve", "kubernetes"));
  }

  @Test
  void podsOfImagesForOneProcessorAskForItsNodes() throws Exception {
    Map<String, String> one = new TreeMap<>();
    PODS.keySet().forEach(path -> one.put(path, "{\"kubernetes.io/arch\":\"arm64\"}"));

    assertEquals(one, nodes(forClusters(docker("arm64"))));
    assertEquals(
        Map.of(
            "batch/kubernetes/cronjob.yaml", "",
            "chart/values.yaml", "{}",
            "deploy/base/deployment.yaml", "",
            "kserve/inferenceservice.yaml", ""),
        nodes(forClusters(Map.of())));
  }

  @Test
  void knativeWhichRefusesThemByDefaultIsToldOfOnItsPage() throws Exception {
    Map<String, Map<String, Object>> options = new TreeMap<>(docker("arm64"));
    options.put("kserve", Map.of("mode", "knative"));

    List<GeneratedFile> files = forClusters(options);

    assertEquals("", nodes(files).get("kserve/inferenceservice.yaml"));
    String page =
        files.stream()
            .filter(file -> file.path().equals("kserve/README.md"))
            .map(file -> text(file.content()))
            .findFirst()
            .orElseThrow();
    assertTrue(page.contains("The image is for `arm64` alone."), page);
    assertTrue(page.contains("`kubernetes.io/arch: arm64`"), page);
  }

  @Test
  void tasksOfFargateOnAProcessorThatTheImageIsNotForAreRefused() throws Exception {
    Problem problem =
        assertThrows(
                ProblemException.class,
                () ->
                    Exported.files(BatchBundle.untouched(docker("arm64")), List.of("batch", "ecs")))
            .problem();

    assertTrue(
        problem
            .toString()
            .contains(
                "release.options.ecs.architecture: X86_64, but the image is for arm64 alone, as"
                    + " release.options.docker.architectures says"),
        problem.toString());
    assertEquals(
        "Let the tasks run on the image's: slipway set PROJECT"
            + " release.options.ecs.architecture=ARM64",
        problem.remedy());
    Map<String, Map<String, Object>> both = new TreeMap<>(docker("arm64"));
    both.put("ecs", Map.of("architecture", "ARM64"));
    assertTrue(
        Exported.files(BatchBundle.untouched(both), List.of("batch", "ecs")).stream()
            .anyMatch(file -> file.path().equals("batch/ecs/tasks.yaml")));
  }
}
