// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.spark.AnswerRows.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the driver makes of what Spark says it did.
final class JudgementTest {

  private static Optional<Exception> otherBits() {
    return Optional.of(new RuntimeException("Task failed", new AnsweredRows.OtherBits()));
  }

  /// Of rows of the file `a`, of which one is refused.
  private static Tally refusing(long rows, long row) {
    var refused = new Tally.Refused("a", row, "why");
    return new Tally(
        rows,
        new TreeMap<>(Map.of("a", 1L)),
        refused.place(),
        List.of(refused),
        new TreeMap<>(),
        new TreeSet<>());
  }

  private static Problem problem(Executable judging) {
    return assertThrows(ProblemException.class, judging).problem();
  }

  private static Optional<Tally> ended(
      Wanted wanted, boolean otherBits, Optional<Exception> failure) throws ProblemException {
    return Judgement.ended(wanted, refusing(10, 3), otherBits, failure, "out");
  }

  @Test
  void aJobThatEndsIsWhatItsTasksCounted() throws Exception {
    assertEquals(Optional.of(refusing(10, 3)), ended(Wanted.ANSWERED, false, Optional.empty()));
  }

  @Test
  void aRowThatIsRefusedWhereNoneMayBeIsToldWhateverEndedTheJob() {
    for (Optional<Exception> failure : List.of(Optional.<Exception>empty(), otherBits())) {
      assertEquals(
          "score.too-many-rejected", problem(() -> ended(Wanted.EACH, true, failure)).code().id());
    }
  }

  @Test
  void aJobThatFailedByOtherBitsIsBegunAnewAndAnotherOneIsNot() throws Exception {
    Optional<Exception> disk = Optional.of(new RuntimeException("disk"));

    assertEquals(Optional.empty(), ended(Wanted.ANSWERED, true, disk));
    assertEquals(Optional.empty(), ended(Wanted.ANSWERED, false, otherBits()));
    assertEquals(
        "spark.job-failed", problem(() -> ended(Wanted.ANSWERED, false, disk)).code().id());
  }

  @Test
  void aTaskThatAnsweredOtherBitsOnlyOnceMakesAFolderThatDoesNotCount() {
    Problem problem = problem(() -> ended(Wanted.ANSWERED, true, Optional.empty()));

    assertEquals("spark.bits-differ", problem.code().id());
    assertEquals(Problem.Category.ENVIRONMENT, problem.code().category());
  }

  @Test
  void toRunAgainIsInVainWhereOneOfTheFilesItselfIsWrong() {
    Problem store = Problem.environment("data.volume", "a: it fails", "", "See to it.");
    Problem wrong = Problem.input("data.unreadable", "b: it is no Parquet", "", "Write it again.");

    assertEquals(
        List.of(Problem.Category.ENVIRONMENT, Problem.Category.INPUT, Problem.Category.INPUT),
        Stream.of(List.of(store), List.of(wrong), List.of(store, wrong))
            .map(why -> Judgement.brokenFiles(why).problem().code().category())
            .toList());
    assertEquals(
        "a: it fails. b: it is no Parquet.",
        Judgement.brokenFiles(List.of(store, wrong)).problem().why());
  }

  @Test
  void aShareOfRefusedRowsIsJudgedOnTheWhole() {
    assertDoesNotThrow(() -> Judgement.refuseTooMany(refusing(10, 3), 0.1));
    assertEquals(
        "1 of 11 rows cannot be scored, and 5 % of them are allowed",
        problem(() -> Judgement.refuseTooMany(refusing(11, 3), 0.05)).what());
  }

  @ParameterizedTest
  @CsvSource({"10, 9, true", "11, 9, false", "10, 8, false", "10, 10, false"})
  void noRowIsLostAndNoneIsTwice(long given, long lie, boolean whole) {
    Executable judging = () -> Judgement.refuseLost(refusing(10, 3), given, lie);
    if (whole) {
      assertDoesNotThrow(judging);
    } else {
      assertEquals("spark.rows-differ", problem(judging).code().id());
    }
  }

  @Test
  void theRowsThatAreAsideAreThoseWithoutAnAnswer() {
    assertDoesNotThrow(() -> Judgement.refuseOthersAside(refusing(10, 3), refusing(10, 3), 1));
    for (Executable judging :
        List.<Executable>of(
            () -> Judgement.refuseOthersAside(refusing(10, 3), Tally.NONE, 1),
            () -> Judgement.refuseOthersAside(refusing(10, 3), refusing(9, 3), 1),
            () -> Judgement.refuseOthersAside(refusing(10, 3), refusing(10, 4), 1),
            () -> Judgement.refuseOthersAside(refusing(10, 3), refusing(10, 3), 0))) {
      Problem problem = problem(judging);
      assertEquals("spark.rows-differ", problem.code().id());
      assertEquals(Problem.Category.INTERNAL, problem.code().category());
    }
  }
}
