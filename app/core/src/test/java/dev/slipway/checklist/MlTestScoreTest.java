// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static dev.slipway.evidence.Evidence.Source.PIPELINE;
import static dev.slipway.evidence.Evidence.Source.TARGET;
import static dev.slipway.evidence.Evidence.Source.WORKBENCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.checklist.MlTestScore.TestResult;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The score of the 2017 paper, as far as evidence gives it.
final class MlTestScoreTest {

  private Catalogue catalogue;
  private MlTestScore rubric;
  private Release release;

  @BeforeEach
  void aReleaseOfWhichNothingIsKnown() throws ProblemException {
    catalogue = Release.shipped();
    rubric = MlTestScore.parse(Release.resource(MlTestScore.SHIPPED), catalogue);
    release = new Release();
    release.settings.put("charter.model_floor", "0.9");
    release.settings.put("objectives.latency_p99_ms", "50");
  }

  @Test
  void hasTwentyEightTestsInFourSections() {
    assertEquals(28, rubric.tests().size());
    assertEquals(4, rubric.sections().size());
  }

  @Test
  void nothingDoneIsAResearchProject() {
    MlTestScore.Result result = score();

    assertEquals(0.0, result.score());
    assertEquals("research project", result.label());
    assertEquals(
        List.of(0.0, 0.5, 0.0, 0.0),
        result.sections().stream().map(MlTestScore.SectionResult::points).toList(),
        "fairness does not apply, which is worth half a point");
  }

  @Test
  void theLaptopAloneGetsHalfOfEverything() {
    everything(false);

    MlTestScore.Result result = score();

    // A pipeline item is not found on a laptop, so the model section lacks its first test and the
    // infrastructure section its third.
    assertEquals(
        List.of(3.5, 3.0, 3.0, 3.5),
        result.sections().stream().map(MlTestScore.SectionResult::points).toList());
    assertEquals(3.0, result.score());
    assertEquals("reasonable", result.label());
    assertEquals("model", result.heldBy());
  }

  @Test
  void whatThePipelineRepeatsGetsAFullPoint() {
    everything(true);

    MlTestScore.Result result = score();

    // What only a person can attest stays at half, and so does fairness, which does not apply.
    assertEquals(
        List.of(6.5, 6.0, 7.0, 6.5),
        result.sections().stream().map(MlTestScore.SectionResult::points).toList());
    assertEquals("exceptional", result.label());
  }

  @Test
  void aFailingTestEarnsItsPointsAndIsShownAsFailing() {
    release.found("data.contract_coverage_pct", "80", WORKBENCH);

    assertEquals(new Points(0.5, false), points("data-1"));
  }

  @Test
  void aTestOfTwoItemsGetsWhatTheWeakerOneHas() {
    release.found("serving.latency_p99_ms", "12", TARGET);
    assertEquals(new Points(0, false), points("monitoring-6"));

    release.foundBefore(
        Duration.ofDays(1), "serving.soak_growth_pct", "1", Evidence.Source.REHEARSAL);
    assertEquals(new Points(0.5, true), points("monitoring-6"));
  }

  @Test
  void aFlagAddsItsItems() {
    release.found("data.columns_unclassified", "0", PIPELINE);
    assertEquals(new Points(1, true), points("data-5"));

    release.flags.add("personal-data");
    assertEquals(new Points(0, false), points("data-5"));

    release.attested("data-privacy", Attestation.Word.MET);
    assertEquals(new Points(0.5, true), points("data-5"));
  }

  @Test
  void staleAndWaivedEarnNothing() {
    release.foundBefore(Duration.ofDays(100), "data.contract_coverage_pct", "100", WORKBENCH);
    release.found("features.policy_violations", "1", WORKBENCH);
    release.waived("data-forbidden", 10, Duration.ZERO);

    assertEquals(new Points(0, false), points("data-1"));
    assertEquals(new Points(0, false), points("data-4"));
  }

  @Test
  void bandsEndAtTheirUpperBound() {
    assertEquals(
        List.of(
            "research project",
            "serious gaps",
            "serious gaps",
            "first pass",
            "reasonable",
            "reasonable",
            "strong",
            "strong",
            "exceptional",
            "exceptional"),
        List.of(0.0, 0.5, 1.0, 1.5, 2.5, 3.0, 3.5, 5.0, 5.5, 7.0).stream()
            .map(score -> rubric.band(score).label())
            .toList());
  }

  @Test
  void refusesARubricThatAsksForItemsTheCatalogueDoesNotHave() {
    String wrong =
        Release.resource(MlTestScore.SHIPPED).replace("[data-contract]", "[data-kontract]");

    ProblemException refused =
        assertThrows(ProblemException.class, () -> MlTestScore.parse(wrong, catalogue));

    assertEquals("the catalogue has no item data-kontract", refused.problem().why());
  }

  private record Points(double points, boolean passed) {}

  private Points points(String test) {
    return score().sections().stream()
        .flatMap(section -> section.tests().stream())
        .filter(result -> result.test().id().equals(test))
        .map((TestResult result) -> new Points(result.points(), result.passed()))
        .findFirst()
        .orElseThrow();
  }

  private MlTestScore.Result score() {
    return rubric.score(release.judged(catalogue), release.flags);
  }

  private void everything(boolean byPipeline) {
    for (Item item : catalogue.items()) {
      if (!item.automatic()) {
        release.attested(item.id(), Attestation.Word.MET);
      } else if (byPipeline) {
        release.found(item.evidenceKey(), anyValue(item), PIPELINE);
      } else if (item.evidenceFrom() != PIPELINE) {
        release.found(item.evidenceKey(), anyValue(item), item.evidenceFrom());
      }
    }
  }

  private static String anyValue(Item item) {
    if (item.passOperator().equals("met")) {
      return "met: 0.95";
    }
    return item.passValue().startsWith("$") ? "0" : item.passValue();
  }
}
