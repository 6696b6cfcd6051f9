// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Finding;
import dev.slipway.base.Progress;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundleRenderer;
import dev.slipway.bundle.DataChecks;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the papers of a bundle say of checks of the data, on a copy of the sample penguin-species.
final class DataOnPaperTest extends OnSample {

  private static final String CARD = "docs/model-card.md";
  private static final String NOT_TRAINED_ON = "was not trained on";

  /// The pages that name each check that failed.
  private static final List<String> TELLING =
      List.of("README.md", "docs/annex-iv.md", "docs/handover.md", CARD, "ml-bom/bom.json");

  @Test
  void aLeakStandsInEveryPaperThatRestsOnTheHoldout() throws Exception {
    List<String> copied = Files.readAllLines(project.resolve("data/train.csv")).subList(1, 40);
    Files.write(project.resolve("data/holdout.csv"), copied, StandardOpenOption.APPEND);
    workbench
        .data()
        .state(
            opened(), new InspectData.Split(new TreeMap<>(Map.of("entity", "island")), List.of()));
    workbench.data().inspect(opened(), Progress.NONE);
    DataChecks checks = checks().orElseThrow();

    Map<String, String> papers = papers(Optional.of(checks));

    assertEquals(
        List.of("No row is also in the reference", "No entity is also in the reference"),
        checks.failed().stream().map(Finding.Failed::check).toList());
    for (String page : TELLING) {
      for (Finding.Failed failed : checks.failed()) {
        String text = papers.getOrDefault(page, "");
        assertTrue(text.contains(failed.check()), page + "\n" + text);
        assertTrue(text.contains(failed.problem().what()), page + "\n" + text);
      }
    }
    papers.forEach((page, text) -> assertFalse(text.contains(NOT_TRAINED_ON), page));
    for (String page : List.of("docs/annex-iv.md", "docs/handover.md", CARD)) {
      assertTrue(
          papers.getOrDefault(page, "").contains("Scores on the holdout may be too good"), page);
    }
  }

  @Test
  void thatTheModelNeverSawItsHoldoutIsSaidWhereTheChecksFoundSo() throws Exception {
    workbench.data().inspect(opened(), Progress.NONE);

    Map<String, String> papers = papers(checks());

    assertTrue(
        papers
            .getOrDefault(CARD, "")
            .contains(
                "The model was not trained on the evaluation data, as far as checks on leaks can"
                    + " tell."),
        papers.get(CARD));
    papers.forEach((page, text) -> {
      assertFalse(text.contains("A check of the data failed"), page);
      assertFalse(text.contains("may be too good"), page);
    });
  }

  @Test
  void aCheckThatWasNotRunIsNoCheckThatPassed() throws Exception {
    assertEquals(Optional.empty(), checks());
    Map<String, String> unseen = papers(checks());
    var yaml = project.resolve("slipway.yaml");
    Files.writeString(yaml, Files.readString(yaml).replaceFirst(" *entity: none.*\n", ""));
    workbench.data().inspect(opened(), Progress.NONE);
    Map<String, String> half = papers(checks());

    assertEquals(
        "It was not checked whether the model was trained on some of them: `slipway data` does,"
            + " and nobody ran it on the files as they are now.",
        line(unseen, CARD, "It was not checked"));
    assertEquals(
        "- Nobody checked whether the model was trained on rows of its evaluation data: `slipway"
            + " data` does, and nobody ran it on the files as they are now.",
        line(unseen, "README.md", "- Nobody checked"));
    assertEquals(
        "It is not known whether the model was trained on some of the evaluation data: not every"
            + " check on leaks was run.",
        line(half, CARD, "It is not known"));
    assertTrue(
        line(half, "README.md", "- Not checked").contains("slipway data --entity COLUMN"),
        half.get("README.md"));
    for (Map<String, String> papers : List.of(unseen, half)) {
      papers.forEach((page, text) -> assertFalse(text.contains(NOT_TRAINED_ON), page));
    }
  }

  @Test
  void whatARowHoldsStandsInNoPaper() throws Exception {
    var holdout = project.resolve("data/holdout.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(holdout));
    lines.set(4, lines.get(4).replaceFirst("^(\\w+,\\w+,)[^,]+", "$1Anna Meier"));
    Files.write(holdout, lines);
    workbench.data().inspect(opened(), Progress.NONE);
    DataChecks checks = checks().orElseThrow();

    Map<String, String> papers = papers(Optional.of(checks));

    String told = "data/holdout.csv does not have what the model takes";
    for (String page : TELLING) {
      assertTrue(papers.getOrDefault(page, "").contains(told), page);
    }
    papers.forEach((page, text) -> assertFalse(text.contains("Anna Meier"), page));
  }

  private Optional<DataChecks> checks() throws Exception {
    return new DrawContract(workbench.data()).checks(opened(), InspectModel.look(opened()));
  }

  /// The pages of a project that was evaluated, by path, as they read without Markdown's escapes.
  private static Map<String, String> papers(Optional<DataChecks> checks) throws Exception {
    BundleInput input = Altered.of(Voyager.input(), "checks", checks);
    var papers = new TreeMap<String, String>();
    for (GeneratedFile file :
        new BundleRenderer(TargetCatalogue.builtIn())
            .render(input, List.of("readme", "model-card", "handover", "annex-iv", "ml-bom"))) {
      if (file.path().endsWith(".md") || file.path().equals("ml-bom/bom.json")) {
        papers.put(
            file.path(), new String(file.content().bytes(), UTF_8).replaceAll("\\\\(?=\\W)", ""));
      }
    }
    return papers;
  }

  private static String line(Map<String, String> papers, String page, String beginning) {
    return papers
        .getOrDefault(page, "")
        .lines()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElse("nothing in " + papers.get(page));
  }
}
