// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import static dev.slipway.bundle.release.BundleComparisonTest.between;
import static dev.slipway.bundle.release.BundleComparisonTest.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Interval;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.bundle.AlteredInput;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.Voyager;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.ChampionComparison.Outcome;
import dev.slipway.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a release note says of a score that differs.
final class ScoreRiskTest {

  private static BundleInput scored(double value, double low, double high) {
    BundleInput input = Voyager.input();
    Evaluation old = input.evaluation().orElseThrow();
    return withEvaluation(
        input,
        Optional.of(
            new Evaluation(
                old.metric(),
                new Interval(value, low, high, 0.95),
                old.higherIsBetter(),
                old.rows(),
                old.metrics(),
                old.baseline(),
                old.slices(),
                old.confusion(),
                old.calibration(),
                old.holdout())));
  }

  private static BundleInput withEvaluation(BundleInput input, Optional<Evaluation> evaluation) {
    return AlteredInput.of(input).evaluation(evaluation).input();
  }

  /// Neither a worse nor a better one: of two scores alone nobody knows.
  @Test
  void twoScoresAloneAreNotJudged() throws Exception {
    String open =
        ": two scores alone do not tell which model is better: slipway evaluate --champion judges"
            + " both on the same rows";

    assertEquals(
        List.of(
            "WEAKER evaluation.verdict: met → inconclusive: the quality objective is not shown to"
                + " hold any more",
            "UNJUDGED evaluation.score: 0.9546 → 0.92" + open),
        said(between(Voyager.input(), scored(0.92, 0.9, 0.94))));
    assertEquals(
        List.of("UNJUDGED evaluation.score: 0.9546 → 0.95" + open),
        said(between(Voyager.input(), scored(0.95, 0.93, 0.96))));
    assertEquals(
        List.of("UNJUDGED evaluation.score: 0.9546 → 0.97" + open),
        said(between(Voyager.input(), scored(0.97, 0.96, 0.98))));
  }

  /// The two scores' intervals meet, and row by row the new model is worse; and the other way
  /// round.
  @Test
  void modelsThatWereComparedAreToldAsTheComparisonFound() throws Exception {
    BundleInput worse = scored(0.95, 0.93, 0.96);

    assertEquals(
        List.of("WEAKER champion: worse: of the same rows"),
        said(between(Voyager.input(), beside(worse, compared(Outcome.WORSE, 0)))));
    assertEquals(
        List.of("WEAKER champion: inconclusive: of the same rows"),
        said(between(Voyager.input(), beside(worse, compared(Outcome.INCONCLUSIVE, 0)))));
    assertEquals(
        List.of("NEUTRAL champion: not worse: of the same rows"),
        said(between(Voyager.input(), beside(worse, compared(Outcome.NOT_WORSE, 0)))));
    assertEquals(
        List.of("STRONGER champion: better: of the same rows"),
        said(between(Voyager.input(), beside(worse, compared(Outcome.BETTER, 0)))));
    assertEquals(
        List.of(
            "UNJUDGED evaluation.score: 0.9546 → 0.95: two scores alone do not tell which model is"
                + " better: slipway evaluate --champion judges both on the same rows"),
        said(between(Voyager.input(), beside(worse, compared(Outcome.BETTER, 1)))),
        "it was compared with another model");
  }

  private static BundleInput beside(BundleInput input, Optional<ChampionComparison> compared) {
    return AlteredInput.of(input).champion(compared).input();
  }

  /// @param other 0 where the champion is the model of the bundle before
  private static Optional<ChampionComparison> compared(Outcome outcome, int other)
      throws Exception {
    Sha256 model = Voyager.input().model().sha256();
    Verdict verdict =
        switch (outcome) {
          case BETTER, NOT_WORSE -> new Verdict.Met("of the same rows");
          case WORSE -> new Verdict.NotMet("of the same rows");
          case INCONCLUSIVE -> new Verdict.Inconclusive("of the same rows", 10);
        };
    return Optional.of(
        new ChampionComparison(
            "accuracy",
            500,
            0.95,
            0.9546,
            new Interval(-0.0046, -0.01, 0.001, 0.95),
            0,
            outcome,
            verdict,
            other == 0 ? model : Sha256.of(new byte[] {(byte) other}),
            Sha256.of(new byte[] {7})));
  }

  @Test
  void scoresOfOtherRowsAreNotCompared() throws Exception {
    BundleInput input = scored(0.92, 0.9, 0.94);
    Evaluation old = input.evaluation().orElseThrow();
    BundleInput elsewhere =
        withEvaluation(
            input,
            Optional.of(
                new Evaluation(
                    old.metric(),
                    old.score(),
                    old.higherIsBetter(),
                    old.rows(),
                    old.metrics(),
                    old.baseline(),
                    List.of(),
                    old.confusion(),
                    old.calibration(),
                    Sha256.of(new byte[] {9}))));

    assertTrue(
        said(between(Voyager.input(), elsewhere))
            .contains(
                "UNJUDGED evaluation.score: 0.9546 → 0.92: scores of other rows: slipway evaluate"
                    + " --champion judges both on the same rows"));
  }

  @Test
  void aScoreThatIsGoneIsARisk() throws Exception {
    assertEquals(
        List.of(
            "WEAKER evaluation.score: 0.9546 → not measured: whether the new one is as good is not"
                + " known"),
        said(between(Voyager.input(), withEvaluation(Voyager.input(), Optional.empty()))));
  }
}
