// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.serving.RestAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What callers and operators read of the service's answers is what it answers.
final class AnswersOnPaperTest {

  /// Of a service that asks for tokens.
  private static final List<Integer> ALL = RestAnswer.ALL.stream().map(RestAnswer::status).toList();

  /// And of one that asks nobody.
  private static final List<Integer> OPEN = ALL.stream().filter(status -> status != 401).toList();

  private static String text(List<GeneratedFile> files, String path) throws Exception {
    for (GeneratedFile file : files) {
      if (file.path().equals(path)) {
        return new String(file.content().bytes(), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("no " + path);
  }

  private static List<Integer> statuses(String text, String line) {
    return Pattern.compile(line, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  @Test
  void guideRunbookAndOpenApiNameEachStatus() throws Exception {
    BundleInput guarded =
        Voyager.with(Voyager.input(), SamplePlan.of(Voyager.TEXT, SamplePlan.GUARDED));

    named(OPEN, Exported.files(Voyager.input(), List.of("handover")));
    named(ALL, Exported.files(guarded, List.of("handover")));
  }

  private static void named(List<Integer> statuses, List<GeneratedFile> files) throws Exception {
    String guide = text(files, "docs/consumer-guide.md");
    String runbook = text(files, "docs/runbook.md");
    String api = text(files, "docs/openapi.yaml");
    String infer = api.substring(api.indexOf("operationId: infer"), api.indexOf("\ncomponents:"));

    assertEquals(statuses.subList(1, statuses.size()), statuses(guide, "^\\| (\\d{3}) \\|"));
    assertEquals(statuses, statuses(runbook, "^\\| (\\d{3}) \\|"));
    assertEquals(statuses, statuses(infer, "^ +\"(\\d{3})\":$"));
  }

  @Test
  void callersAreToldWhereTheServiceIs() throws Exception {
    Map<String, List<GeneratedFile>> addresses =
        Map.of(
            "https://wines.example.org",
            Exported.files(WayIn.INGRESS.input(), List.of("handover", "kubernetes")),
            "http://wine-quality.wine-quality.svc",
            Exported.files(Voyager.input(), List.of("handover", "kubernetes")),
            "http://127.0.0.1:8080",
            Exported.files(Voyager.input(), List.of("handover")));

    for (var told : addresses.entrySet()) {
      String guide = text(told.getValue(), "docs/consumer-guide.md");
      String calls = told.getKey() + "/v2/models/wine-quality/infer";
      assertEquals(4, guide.split(Pattern.quote(calls), -1).length, guide);
      String api = text(told.getValue(), "docs/openapi.yaml");
      assertTrue(api.contains("- url: \"" + told.getKey() + "\"\n"), api);
    }
  }

  @Test
  void operatorsAreToldWhoMayCallAndHowTheChartIsInstalled() throws Exception {
    List<GeneratedFile> files =
        Exported.files(Voyager.input(), List.of("kubernetes", "helm", "runbook"));

    String deploys = text(files, "deploy/README.md");
    assertTrue(deploys.contains("`release.options.kubernetes.client-namespaces`"), deploys);
    String values = text(files, "chart/values.yaml");
    assertTrue(
        values.startsWith(
            "#   helm upgrade --install wine-quality chart -n wine-quality --create-namespace --set"
                + " image.digest=sha256:…\n"),
        values);
    String runbook = text(files, "docs/runbook.md");
    assertTrue(runbook.contains("at 65 % of the request (325 of 500 millicores)"), runbook);
    assertTrue(
        runbook.contains("raise [the limit](../deploy/README.md#what-your-team-adds)"), runbook);
  }
}
