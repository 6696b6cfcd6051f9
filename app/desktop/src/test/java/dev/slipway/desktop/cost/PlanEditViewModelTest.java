// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.plan.PlanKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A value of the plan is set by hand, and taken back, as the file stands and with what follows.
final class PlanEditViewModelTest {

  @TempDir private Path temp;

  private Path file() {
    return temp.resolve("penguin-species/slipway.yaml");
  }

  /// What the ledger says last that a month costs.
  private static Optional<String> month(RecordedSession recorded) throws Exception {
    return recorded
        .tracker()
        .ledger()
        .entries(recorded.session().project().orElseThrow().records())
        .stream()
        .map(Ledger.Entry::evidence)
        .filter(evidence -> evidence.key().equals("cost.month"))
        .map(Evidence::value)
        .reduce((earlier, later) -> later);
  }

  @Test
  void whatIsTakenBackIsJudgedAsWhatWasSet() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new PlanEditViewModel(recorded.session());
      model.select(PlanKeys.REPLICAS_MIN);
      model.valueProperty().set("9");
      model.noteProperty().set("Ana: the night batch");
      Optional<String> before = month(recorded);
      assertTrue(before.isPresent());

      model.set();
      assertNotEquals(before, month(recorded));

      model.lastChange().undo();
      assertEquals(before, month(recorded));
    }
  }

  /// Somebody wrote into the file since it was read here.
  @Test
  void isJudgedWithWhatTheFileSaysNow() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new PlanEditViewModel(recorded.session());
      model.select(PlanKeys.REPLICAS_MAX);
      model.valueProperty().set("5");
      model.noteProperty().set("Ben: our quota");
      Files.writeString(
          file(),
          """

          plan:
            overrides:
              replicas.min: {value: 9, note: Ana}
          """,
          StandardOpenOption.APPEND);
      String before = Files.readString(file());

      model.set();

      assertEquals(before, Files.readString(file()));
      String what = recorded.problem().map(Problem::what).orElse("");
      assertTrue(what.contains("at least 9 replicas and at most 5 do not go together"), what);
    }
  }
}
