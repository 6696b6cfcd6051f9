// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Sha256;
import dev.slipway.bundle.BatchBundle;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleRenderer;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.ManifestJson;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.WayIn;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.plan.PlanKeys;
import dev.slipway.workbench.ExplainFile.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `slipway explain FILE` for each file of a bundle with all targets: every number has one answer,
/// which names where it comes from and why. A number that nobody gave a reason has none.
final class ExplainEveryNumberTest {

  /// Digits; before them, what has digits and is no number: names, and characters of HTML.
  private static final Pattern NUMBER =
      Pattern.compile("&#[0-9]+;|[\\p{L}_][\\p{L}\\p{N}_]*(?:[.][0-9][\\p{L}\\p{N}_]*)*|([0-9]+)");

  private static final Set<String> BASES =
      Set.of(
          "measured",
          "objective",
          "price",
          "rule",
          "disturbed",
          "assumed",
          "stated",
          "computed",
          "fixed");

  private static List<GeneratedFile> files(BundleInput input) throws Exception {
    TargetCatalogue catalogue = TargetCatalogue.builtIn();
    return Exported.files(
        input,
        catalogue.targets().stream()
            .filter(target -> target.lacking(input.project().objectives()).isEmpty())
            .map(Target::id)
            .toList());
  }

  private static BundleManifest manifest(List<GeneratedFile> files) throws Exception {
    return ManifestJson.read(files.getLast().content().bytes(), "the bundle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "bare", "gateway", "ingress", "batch"})
  void answersEveryNumberOfEveryFile(String which) throws Exception {
    List<GeneratedFile> files =
        files(
            switch (which) {
              case "full" -> Voyager.input();
              case "bare" -> Voyager.bare();
              case "batch" -> BatchBundle.untouched();
              default -> WayIn.valueOf(which.toUpperCase(Locale.ROOT)).input();
            });
    BundleManifest manifest = manifest(files);
    List<String> unanswered = new ArrayList<>();
    int numbers = 0;
    for (GeneratedFile file : files) {
      String text = new String(file.content().bytes(), UTF_8);
      Map<Integer, List<Answer>> answers =
          ExplainFile.all(file.path(), text, manifest).stream()
              .collect(Collectors.groupingBy(Answer::line));
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        for (MatchResult found : NUMBER.matcher(lines.get(i)).results().toList()) {
          String digits = found.group(1);
          if (digits != null) {
            numbers++;
            if (answers.getOrDefault(i + 1, List.of()).stream()
                .noneMatch(answer -> answers(answer, digits))) {
              unanswered.add(
                  file.path() + ":" + (i + 1) + " " + digits + "  " + lines.get(i).strip());
            }
          }
        }
      }
    }
    assertEquals("", String.join("\n", unanswered));
    assertTrue(numbers > 4000, "the numbers were looked at: " + numbers);
  }

  private static boolean answers(Answer answer, String digits) {
    return answer.number().contains(digits)
        && BASES.contains(answer.basis())
        && !answer.because().isBlank();
  }

  /// One origin, or how the number follows from several: a list of keys is no reason.
  @Test
  void aNumberHasOneOrigin() throws Exception {
    Set<String> lists = new TreeSet<>();
    BundleManifest manifest = manifest(files(Voyager.input()));
    manifest
        .files()
        .forEach((path, entry) ->
            entry.numbers().stream()
                .filter(number ->
                    number.origins().size() > 1 && !number.origins().getFirst().startsWith("= "))
                .forEach(number -> lists.add(path + ":" + number.line() + " " + number.origins())));
    assertEquals(Set.of(), lists);
    assertEquals(
        PlanKeys.ALL.stream().map(key -> key.name()).collect(Collectors.toSet()),
        manifest.reasons().keySet());
  }

  @Test
  void saysWhatALimitABudgetAndAVersionAre(@TempDir Path folder) throws Exception {
    Path bundle = Exported.in(folder, Voyager.input(), "prometheus", "kubernetes");
    assertEquals(
        "le 0.05: the bucket of metrics.latency-buckets that ends at slo.latency, 50 ms\n",
        told(bundle, "prometheus/rules.yaml", "le=\"0.05\"", "0.05", "le "));
    assertEquals(
        "share 0.001: 1 - slo.availability (0.999)\n",
        told(bundle, "prometheus/rules.yaml", "* 0.001", "0.001", "share "));
    assertEquals(
        "v1: apiVersion: v1\n", told(bundle, "deploy/base/service.yaml", "apiVersion", "v1", ""));
  }

  /// Each digest of the record is its own.
  @Test
  void answersForTheRecordOfARelease(@TempDir Path folder) throws Exception {
    Path bundle = Exported.in(folder, Voyager.input(), "policy");
    Path file = bundle.resolve("policy/release.yaml");
    String none = "0".repeat(64);
    String evidence = "7".repeat(64);
    Exported.replace(file, "@sha256:" + none, "@sha256:" + "5".repeat(64));
    Exported.replace(file, "evidence-sha256: \"" + none, "evidence-sha256: \"" + evidence);

    assertEquals(
        evidence + ": the released image\n",
        told(bundle, "policy/release.yaml", "evidence-sha256", evidence, ""));
  }

  @Test
  void answersForAFileIntoWhichAnImageWasReleased(@TempDir Path folder) throws Exception {
    Path bundle = Exported.in(folder, Voyager.input(), "kubernetes");
    String file = "deploy/envs/staging/release.yaml";
    String digest = "5".repeat(64);
    Exported.replace(bundle.resolve(file), "0".repeat(64), digest);

    assertEquals(
        "digest " + digest + ": the released image\n",
        told(bundle, file, "@sha256:", digest, "digest "));
  }

  @Test
  void saysWhatTheHashOfAFileOfOnesOwnIs() throws Exception {
    SortedMap<String, Sha256> own =
        new TreeMap<>(Map.of("overlays/ecs.yaml", Sha256.of(new byte[1])));
    List<GeneratedFile> files = Exported.files(Voyager.input(), List.of("docker"), own);
    String json = new String(files.getLast().content().bytes(), UTF_8);

    assertEquals(
        Set.of("The hash of overlays/ecs.yaml, your own file, as it was exported."),
        ExplainFile.all("bundle.json", json, manifest(files)).stream()
            .filter(answer -> answer.source().equals("overlays"))
            .map(Answer::because)
            .collect(Collectors.toSet()));
  }

  /// @return where the number of the first line with a text comes from
  private static String told(Path bundle, String file, String text, String number, String title)
      throws Exception {
    List<String> lines = Files.readAllLines(bundle.resolve(file));
    int line = 0;
    while (!lines.get(line).contains(text)) {
      line++;
    }
    return new ExplainFile()
        .explain(bundle.resolve(file) + ":" + (line + 1)).stream()
            .filter(answer -> answer.number().equals(number))
            .limit(1)
            .map(answer -> title + number + ": " + answer.source() + "\n")
            .collect(Collectors.joining());
  }

  /// In a team's own copy of a template.
  @Test
  void saysThatNobodyGaveAReason(@TempDir Path folder) throws Exception {
    Path templates = folder.resolve("templates");
    Files.createDirectories(templates.resolve("own"));
    Files.writeString(
        templates.resolve("own/target.yaml"),
        """
        title: Own
        description: A team's own target.
        steps: [3]
        files: [{template: own.yaml, path: own.yaml}]
        numbers: [{text: "backoff: 5", is: "seconds, as our gateway waits"}]
        """);
    Files.writeString(
        templates.resolve("own/own.yaml"),
        """
        backoff: 5
        other: 7
        half: [=plan.replicas.min / 2]
        size: [=targets?size]
        said: [="9 of them"]
        """);
    List<GeneratedFile> files =
        new BundleRenderer(TargetCatalogue.with(List.of(templates)))
            .render(Voyager.input(), List.of("own"));
    assertEquals(
        List.of(
            "1 5 fixed backoff: 5",
            "2 7 unknown own/own.yaml",
            "3 " + half() + " computed replicas.min (" + least() + ") / 2",
            "4 1 unknown own/own.yaml",
            "5 9 unknown own/own.yaml"),
        ExplainFile.all("own.yaml", "", manifest(files)).stream()
            .map(answer ->
                "%d %s %s %s"
                    .formatted(answer.line(), answer.number(), answer.basis(), answer.source()))
            .toList());
  }

  private static int least() {
    return Voyager.input().plan().value(PlanKeys.REPLICAS_MIN);
  }

  private static String half() {
    return java.math.BigDecimal.valueOf(least() / 2.0).stripTrailingZeros().toPlainString();
  }
}
