// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.BatchEstimator;
import dev.slipway.cost.Paces;
import dev.slipway.cost.Samples;
import dev.slipway.objective.Batch;
import dev.slipway.objective.Project;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.plan.Judgement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the papers of a bundle say of scoring in batch.
final class BatchPapersTest {

  private static final Batch ASKED = Paces.daily(50_000_000, Duration.ofHours(2));

  private static BundleInput asked() {
    BundleInput input = Voyager.input();
    Project project = input.project();
    return Voyager.with(
        input,
        Altered.of(
            project, "objectives", Altered.of(project.objectives(), "batch", Optional.of(ASKED))));
  }

  private static String text(BundleInput input, String target, String path)
      throws ProblemException {
    for (GeneratedFile file : Exported.files(input, List.of(target))) {
      if (file.path().equals(path)) {
        return new String(file.content().bytes(), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("no " + path);
  }

  @Test
  void theModelCardAndTheHandoverTellItsVerdictWithBothLines() throws ProblemException {
    BatchEstimate estimate =
        BatchEstimator.estimate(
            ASKED, Paces.even(10), Samples.projectWith(Paces.objectives(ASKED)), Samples.book());
    BundleInput input = Altered.of(asked(), "batch", Optional.of(estimate));
    JudgedObjective judged =
        Judgement.batch(ASKED, Judgement.Ground.of(Optional.of(estimate), "unused"));

    String card = text(input, "model-card", "docs/model-card.md");
    String handover = text(input, "handover", "docs/handover.md");

    for (JudgedObjective.Line line : judged.lines()) {
      assertTrue(
          card.contains("| | %s | met | %s |".formatted(line.place(), line.verdict().because())),
          card);
      assertTrue(handover.contains(line.verdict().because()), handover);
    }
    assertTrue(card.contains("50,000,000 rows every day within 2 h"), card);
  }

  @Test
  void aCardOfWhatWasNotScoredSaysSo() throws ProblemException {
    String card = text(asked(), "model-card", "docs/model-card.md");

    assertTrue(card.contains("| in all | inconclusive | " + Judgement.NOT_SCORED + " |"), card);
  }

  @Test
  void nothingIsSaidWhereNothingIsAsked() throws ProblemException {
    assertEquals(
        -1, text(Voyager.input(), "model-card", "docs/model-card.md").indexOf("scored in batch"));
  }
}
