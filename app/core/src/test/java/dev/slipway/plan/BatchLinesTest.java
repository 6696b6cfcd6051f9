// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Verdict;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.BatchEstimator;
import dev.slipway.cost.Paces;
import dev.slipway.cost.Samples;
import dev.slipway.objective.Batch;
import dev.slipway.score.ScoreSpeed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BatchLinesTest {

  private static JudgedObjective judged(Batch asked, ScoreSpeed speed) throws ProblemException {
    BatchEstimate estimate =
        BatchEstimator.estimate(
            asked, speed, Samples.projectWith(Paces.objectives(asked)), Samples.book());
    return Judgement.batch(asked, Judgement.Ground.of(Optional.of(estimate), "unused"));
  }

  private static ScoreSpeed speed(long rows, int... seconds) {
    return Paces.of(
        Arrays.stream(seconds)
            .mapToObj(each -> new ScoreSpeed.Paced(rows, Duration.ofSeconds(each)))
            .toList());
  }

  @Test
  void aRunThatIsDoneInTimeForSureMeetsIt() throws ProblemException {
    JudgedObjective judged = judged(Paces.daily(50_000_000, Duration.ofHours(2)), Paces.even(10));

    assertEquals("batch", judged.name());
    assertEquals("50,000,000 rows every day within 2 h", judged.stated());
    assertEquals(
        new Verdict.Met(
            "50,000,000 rows take 10 min 22 s, 95 % interval 10 min 22 s to 10 min 22 s; 2 h are"
                + " allowed"),
        judged.verdict());
    assertEquals(
        new JudgedObjective.Line(
            "one process here",
            "8 min 22 s (8 min 22 s to 8 min 22 s)",
            "100,000 rows/s in 10 pieces of 1,000,000 rows, 2 threads, " + Samples.ICE_LAKE,
            new Verdict.Met(
                "50,000,000 rows take 8 min 22 s, 95 % interval 8 min 22 s to 8 min 22 s; 2 h are"
                    + " allowed")),
        judged.lines().getFirst());
  }

  @Test
  void oneProcessMayBeTooSlowWhereThePlannedWorkersAreNot() throws ProblemException {
    JudgedObjective judged =
        judged(Paces.daily(1_000_000_000, Duration.ofHours(1)), Paces.even(10));

    assertEquals(
        List.of("not met", "met"), judged.lines().stream().map(l -> l.verdict().word()).toList());
    assertEquals("met", judged.verdict().word());
  }

  @Test
  void noNumberOfWorkersMakesUpForTooManyRows() throws ProblemException {
    JudgedObjective judged =
        judged(Paces.daily(900_000_000_000L, Duration.ofHours(1)), Paces.even(10));

    assertEquals("not met", judged.verdict().word());
  }

  @Test
  void piecesThatDifferALotLeaveItOpen() throws ProblemException {
    // One file, so that there is no second worker: 3 pieces of it, and no more than one to come.
    JudgedObjective judged =
        judged(Paces.daily(1_000_000, Duration.ofSeconds(140)), speed(1_000_000, 10, 14, 20));

    assertEquals(
        new Verdict.Inconclusive(
            "1,000,000 rows take 2 min 16 s, 95 % interval 2 min 2 s to 2 min 41 s; 140 s are"
                + " allowed; not even 100,000 pieces would settle it, so much do single ones"
                + " differ",
            0),
        judged.verdict());
  }

  @Test
  void anOpenVerdictSaysHowManyMorePiecesWouldSettleIt() throws ProblemException {
    JudgedObjective judged =
        judged(Paces.daily(20_000_000, Duration.ofSeconds(160)), speed(1_000_000, 10, 14, 20));

    assertEquals(
        new Verdict.Inconclusive(
            "20,000,000 rows take 2 min 16 s, 95 % interval 2 min 2 s to 4 min 12 s; 160 s are"
                + " allowed; about 6 more pieces needed",
            6),
        judged.verdict());
  }

  /// Also where cloud machines are much faster than the one that was measured.
  @Test
  void whatRunsInTimeOnTheChosenMachinesIsMetAsPlanned() throws ProblemException {
    ScoreSpeed slow =
        Altered.of(
            Paces.even(10),
            "environment",
            Samples.environment("Intel(R) Xeon(R) CPU E5-2676 v3 @ 2.40GHz"));
    for (long rows = 100_000_000; rows < 20_000_000_000L; rows *= 3) {
      Batch asked = Paces.daily(rows, Duration.ofHours(1));
      BatchEstimate estimate =
          BatchEstimator.estimate(
              asked, slow, Samples.projectWith(Paces.objectives(asked)), Samples.book());
      JudgedObjective judged =
          Judgement.batch(asked, Judgement.Ground.of(Optional.of(estimate), "unused"));

      assertTrue(
          estimate.chosen().isEmpty() || judged.verdict() instanceof Verdict.Met,
          estimate.chosen() + " and " + judged);
    }
  }

  @Test
  void fewPiecesLeaveItOpen() throws ProblemException {
    JudgedObjective judged = judged(Paces.daily(50_000_000, Duration.ofHours(2)), Paces.even(1));

    assertEquals(
        new Verdict.Inconclusive(
            "the run had 1 piece, which is too few to tell how much pieces differ; score 3 or more:"
                + " files, or a Parquet file of 10 million rows",
            2),
        judged.verdict());
  }

  @Test
  void smallPiecesCanShowThatItIsMetAndNeverThatItIsNot() throws ProblemException {
    ScoreSpeed small = speed(100, 1, 1, 1, 1);

    assertEquals("met", judged(Paces.daily(1_000, Duration.ofHours(1)), small).verdict().word());
    assertEquals(
        "inconclusive",
        judged(Paces.daily(500_000_000, Duration.ofHours(1)), small).verdict().word());
  }

  @Test
  void nothingIsMeasuredUntilSomethingWasScored() {
    Batch asked = Paces.daily(50_000_000, Duration.ofHours(2));

    JudgedObjective judged =
        Judgement.batch(asked, Judgement.Ground.of(Optional.empty(), Judgement.NOT_SCORED));

    assertEquals(new Verdict.Inconclusive(Judgement.NOT_SCORED, 0), judged.verdict());
    assertEquals("", judged.measured());
  }
}
