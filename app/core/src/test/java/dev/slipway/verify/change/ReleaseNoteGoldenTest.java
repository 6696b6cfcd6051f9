// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.Voyager;
import dev.slipway.workbench.report.ReleaseNoteMarkdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A release note to look at: a service that was opened to the outside, scales by KEDA, and whose
/// drift nobody watches any more. `-Dgolden=write` writes it anew.
final class ReleaseNoteGoldenTest {

  private static final Path GOLDEN = Path.of("src/test/golden/release-note.md");

  @Test
  void theNoteReadsAsItIsKept() throws Exception {
    List<String> targets = List.of("docker", "kubernetes", "prometheus", "runbook");
    Map<String, Object> open =
        Map.of(
            "entry", "ingress",
            "host", "wine.example.org",
            "client-namespaces", "shop,web",
            "autoscaler", "keda");
    var input =
        Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, Map.of("kubernetes", open)));
    TwoBundles after =
        TwoBundles.rendered(input, targets)
            .edited(
                "prometheus/rules.yaml",
                text -> TwoBundles.withoutBlock(text, "- name: \"wine-quality.drift\""))
            .without("prometheus/drift.test.yaml")
            .without("docker/app/model/drift-baseline.json")
            .replaced(
                "deploy/base/deployment.yaml", "enableServiceLinks: false", "dnsPolicy: None");

    String note =
        ReleaseNoteMarkdown.of(
            TwoBundles.rendered(Voyager.input(), targets).followedBy(after), Map.of());
    // The bundles' hashes move with every template.
    note = note.replaceAll("\\| bundle \\| [0-9a-f]+ → [0-9a-f]+", "| bundle | before → after");

    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(GOLDEN, note);
    }
    assertEquals(Files.readString(GOLDEN), note);
  }
}
