// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.RunLog;
import dev.slipway.evidence.RunLog.Run;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every run log promises.
abstract class RunLogTck {

  /// An empty log.
  abstract RunLog runs() throws ProblemException;

  @Test
  void theLatestRunOfAKindIsTheOneKeptLast() throws ProblemException {
    RunLog runs = runs();
    runs.keep(run("1", "wine", "profile"));
    runs.keep(run("2", "wine", "profile"));
    runs.keep(run("3", "wine", "plan"));
    runs.keep(run("4", "beer", "profile"));

    assertEquals(Optional.of(run("2", "wine", "profile")), runs.latest("wine", "profile"));
    assertEquals(Optional.empty(), runs.latest("wine", "estimate"));
  }

  @Test
  void eachReleaseKeepsItsLatestRun() throws ProblemException {
    RunLog runs = runs();
    runs.keep(run("1", "wine", "profile"));
    Run newer = new Run("2", "profile", "wine", "1.5.0+9f2c41d7a0b1", Records.NOON, "{}");
    runs.keep(newer);

    assertEquals(
        Optional.of(run("1", "wine", "profile")),
        runs.latest("wine", "profile", "1.4.0+9f2c41d7a0b1"));
    assertEquals(Optional.of(newer), runs.latest("wine", "profile", "1.5.0+9f2c41d7a0b1"));
    assertEquals(Optional.empty(), runs.latest("wine", "profile", "2.0.0+9f2c41d7a0b1"));
  }

  @Test
  void historyIsNewestFirstAndNoLongerThanAsked() throws ProblemException {
    RunLog runs = runs();
    for (int i = 1; i <= 5; i++) {
      runs.keep(run(String.valueOf(i), "wine", "profile"));
    }

    assertEquals(
        List.of(run("5", "wine", "profile"), run("4", "wine", "profile")),
        runs.history("wine", "profile", 2));
    assertEquals(5, runs.history("wine", "profile", 100).size());
  }

  @Test
  void refusesASecondRunOfTheSameId() throws ProblemException {
    RunLog runs = runs();
    runs.keep(run("1", "wine", "profile"));

    assertThrows(IllegalArgumentException.class, () -> runs.keep(run("1", "wine", "plan")));

    assertEquals(Optional.empty(), runs.latest("wine", "plan"));
  }

  private static Run run(String id, String project, String kind) {
    return new Run(
        id,
        kind,
        project,
        "1.4.0+9f2c41d7a0b1",
        Records.NOON,
        "{\"p99\": 12.5, \"n\": " + id + "}");
  }
}
