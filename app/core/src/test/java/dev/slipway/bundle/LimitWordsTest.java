// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A limit is told as it was stated, wherever a bundle tells it.
final class LimitWordsTest {

  /// What tells a limit, and tells it wrongly: nothing, rounded to nothing, or cut off.
  private static final Pattern NOTHING = Pattern.compile("(?<![\\d.])0(\\.0+)? (ns|µs|ms|s)\\b");

  private static SortedMap<String, String> texts(String limit) throws Exception {
    BundleInput input = StatedLimits.input("{p99: " + limit + "}");
    // Nothing was measured against another limit.
    var unmeasured = Altered.of(input, "profile", Optional.empty());
    SortedMap<String, String> texts = new TreeMap<>();
    for (GeneratedFile file :
        new BundleRenderer(TargetCatalogue.builtIn()).render(unmeasured, Voyager.ALL)) {
      if (!file.template().isEmpty() || file.path().equals(BundleManifest.FILE)) {
        texts.put(file.path(), new String(file.content().bytes(), UTF_8));
      }
    }
    return texts;
  }

  private static String text(SortedMap<String, String> texts, String path) {
    return Objects.requireNonNull(texts.get(path), path);
  }

  @ParameterizedTest
  @CsvSource({
    "500 us, 500 µs, 0.5, 0.0005",
    "2.5 ms, 2.5 ms, 2.5, 0.0025",
    "1500 ms, 1.5 s, 1500, 1.5",
    "1234.5 ms, 1.2345 s, 1234.5, 1.2345"
  })
  void isTheSameInEveryFile(String stated, String told, String ms, String seconds)
      throws Exception {
    SortedMap<String, String> texts = texts(stated);

    List<String> missing = new ArrayList<>();
    for (String path :
        List.of(
            "prometheus/rules.yaml",
            "prometheus/rules.test.yaml",
            "docs/runbook.md",
            "docs/handover.md",
            "docs/consumer-guide.md",
            "docs/decisions/0001-how-the-model-is-served.md",
            "profile/README.md",
            "argo/production/analysis.yaml")) {
      if (!text(texts, path).contains(told)) {
        missing.add(path);
      }
    }
    assertEquals(List.of(), missing, "do not tell " + told);
    List<String> nothing = new ArrayList<>();
    texts.forEach((path, text) ->
        NOTHING.matcher(text).results().forEach(found -> nothing.add(path + ": " + found.group())));
    assertEquals(List.of(), nothing);
    assertTrue(
        text(texts, "profile/workload.json").contains("\"milliseconds\": " + ms + "}"),
        text(texts, "profile/workload.json"));
    assertTrue(text(texts, "ecs/service.yaml").contains("Stat: \"PR(:" + seconds + ")\"\n"));
    // A slow failure is no late good answer, and a refused request no good one at all.
    assertTrue(text(texts, "ecs/service.yaml").contains("IF(late > failed, late - failed, 0)"));
    assertTrue(text(texts, "ecs/service.yaml").contains(", slow / ok, 0)"));
    assertTrue(text(texts, "deploy/check").contains("\nSLOW=" + seconds + "\n"));
    assertTrue(text(texts, "grafana/dashboard.json").contains("\"value\": " + seconds + "}"));
    BundleManifest.Reason reason =
        Objects.requireNonNull(
            ManifestJson.read(text(texts, BundleManifest.FILE).getBytes(UTF_8), "the bundle")
                .reasons()
                .get("slo.latency"));
    assertEquals(
        new BundleManifest.Reason(
            ms, "ms", "objective", "p99 of " + told + " is your objective; not measured yet"),
        new BundleManifest.Reason(
            reason.value(),
            reason.unit(),
            reason.basis(),
            reason.because().replaceFirst("; measured.*", "; not measured yet")));
  }
}
