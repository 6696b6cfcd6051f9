// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.BatchEstimator;
import dev.slipway.cost.Paces;
import dev.slipway.cost.Samples;
import dev.slipway.objective.Batch;
import dev.slipway.request.InputSizes;
import dev.slipway.score.ScoreSpeed;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// From which size on Apache Spark pays.
final class SparkRulesTest {

  private static final ModelFacts MODEL = model(0);

  private static ModelFacts model(long answers) {
    return new ModelFacts(
        Bytes.mebibytes(100),
        new InputSizes(InputSizes.Basis.MODEL, "x 1×6", 6, new Bytes(144)),
        true,
        answers);
  }

  private static Draft chosen(Batch asked, ScoreSpeed speed) throws ProblemException {
    return chosen(asked, speed, MODEL);
  }

  private static Draft chosen(Batch asked, ScoreSpeed speed, ModelFacts model)
      throws ProblemException {
    Draft draft = new Draft();
    var estimate =
        BatchEstimator.estimate(
            asked, speed, Samples.projectWith(Paces.objectives(asked)), Samples.book());
    new SparkRules(asked, Optional.of(estimate), model).choose(draft);
    return draft;
  }

  @Test
  void whatSomeWorkersScoreInTimeIsNoBusinessOfSpark() throws ProblemException {
    Draft draft = chosen(Paces.daily(50_000_000, Duration.ofHours(2)), Paces.even(10));

    assertEquals("no", draft.value(SparkKeys.PAYS));
    String because = draft.choice(SparkKeys.PAYS).because();
    assertTrue(because.contains("707,800,000 rows are done within 2 h by one worker"), because);
    assertTrue(because.contains("45,260,800,000 by 64"), because);
    assertTrue(because.contains("it pays from 45,260,800,000 rows on"), because);
  }

  @Test
  void itPaysWhereTheMostWorkersAreNotDoneInTimeAndItsExecutorsAre() throws ProblemException {
    Draft draft = chosen(Paces.daily(90_000_000_000L, Duration.ofHours(2)), Paces.even(10));

    assertEquals("yes", draft.value(SparkKeys.PAYS));
    assertEquals(
        Choice.Basis.ASSUMED,
        draft.choice(SparkKeys.PAYS).basis(),
        "nobody measured a core of Spark where it is to run");
  }

  @Test
  void moreRowsThanItsMostExecutorsScoreAreNoBusinessOfItsEither() throws ProblemException {
    Draft draft = chosen(Paces.daily(900_000_000_000L, Duration.ofHours(2)), Paces.even(10));

    assertEquals("no", draft.value(SparkKeys.PAYS));
    assertEquals(SparkRules.MOST_EXECUTORS, draft.value(SparkKeys.EXECUTORS));
    String because = draft.choice(SparkKeys.PAYS).because();
    assertTrue(
        because.endsWith("3,755 executors would be needed, and no more than 1,000 are planned"),
        because);
  }

  @Test
  void itIsNotPlannedWhereItWouldNotRunYetAsTheTimeIsUp() throws ProblemException {
    Draft draft = chosen(Paces.daily(90_000_000_000L, Duration.ofMinutes(2)), Paces.even(10));

    assertEquals("no", draft.value(SparkKeys.PAYS));
    assertEquals(
        "executors take 2 min 30 s until they run, and 2 min are allowed",
        draft.choice(SparkKeys.PAYS).because());
    assertEquals(2, draft.value(SparkKeys.EXECUTORS));
  }

  @Test
  void asManyExecutorsAsTheRowsNeedAtTheSpeedOfACoreOfSpark() throws ProblemException {
    Batch asked = Paces.daily(2_000_000_000, Duration.ofHours(2));

    double seconds = asked.within().minus(SparkRules.START).toSeconds();
    double rows = 50_000 * SparkRules.A_CORE * 4;
    assertEquals(
        (int) Math.ceil(2_000_000_000 / (rows * seconds)),
        chosen(asked, Paces.even(10)).value(SparkKeys.EXECUTORS));
  }

  @Test
  void whatWasNotMeasuredIsNotOffered() throws ProblemException {
    Batch asked = Paces.daily(900_000_000_000L, Duration.ofHours(2));
    ScoreSpeed small =
        Paces.of(Collections.nCopies(10, new ScoreSpeed.Paced(100, Duration.ofSeconds(1))));
    Draft unscored = new Draft();
    new SparkRules(asked, Optional.empty(), MODEL).choose(unscored);

    assertEquals("no", unscored.value(SparkKeys.PAYS));
    assertEquals("no", chosen(asked, small).value(SparkKeys.PAYS));
    assertEquals(Choice.Basis.ASSUMED, chosen(asked, small).choice(SparkKeys.PAYS).basis());
  }

  @Test
  void theModelIsHeldInTheHeapAndBesideIt() throws ProblemException {
    Draft draft = chosen(Paces.daily(50_000_000, Duration.ofHours(2)), Paces.even(10));

    assertEquals(768 + 2 * 100, draft.value(SparkKeys.OVERHEAD));
    assertEquals(4096 + 3 * 100, draft.value(SparkKeys.MEMORY));
  }

  @Test
  void eachCoreHoldsTwoBlocksOfAnswers() throws ProblemException {
    Batch asked = Paces.daily(50_000_000, Duration.ofHours(2));

    Draft draft = chosen(asked, Paces.even(10), model(4 * 1024));

    // Of 2,048 rows of 4 KiB each.
    assertEquals(4096 + 4 * 2 * 8 + 3 * 100, draft.value(SparkKeys.MEMORY));
    String because = draft.choice(SparkKeys.MEMORY).because();
    assertTrue(because.contains(", " + Bytes.mebibytes(16) + " a core for answers, "), because);
  }
}
