// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.cost.Elsewhere;
import dev.slipway.cost.Scope.Region;
import dev.slipway.cost.TrafficCosts;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The slider of traffic begins where the project is, and says what would be elsewhere.
final class TrafficViewModelTest {

  @TempDir private Path temp;

  @Test
  void saysWhatOtherTrafficWouldCost() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new TrafficViewModel(recorded.session());
      TrafficCosts costs = model.costsProperty().get().orElseThrow();
      String project = temp.resolve("penguin-species").toString();

      assertEquals("20/s on average, 120/s at the peak", model.traffic());
      assertEquals("slipway plan " + project, model.command());
      assertTrue(model.chosen().startsWith("2 replicas · "), model.chosen());
      model.placeProperty().set(costs.points().size() - 1);
      assertEquals("974/s on average, 5,840/s at the peak", model.traffic());
      assertEquals("slipway plan " + project + " --traffic 974/s", model.command());
      assertFalse(model.chosen().startsWith("2 replicas · "), model.chosen());
      assertEquals(
          List.of(
              "From about 167/s on average aws us-east-1 c6a.large is the better offer: it costs"
                  + " less by more than a tenth, or the chosen one will not do."),
          model.turns());

      recorded.session().reload();
      assertEquals(costs.points().size() - 1, model.placeProperty().get(), "nothing has changed");

      Files.writeString(
          temp.resolve("penguin-species/slipway.yaml"),
          """

          plan:
            overrides:
              replicas.max: {value: 3, note: Ana}
          """,
          StandardOpenOption.APPEND);
      recorded.session().reload();
      String turn = model.turns().getFirst();
      assertTrue(turn.contains("it needs fewer replicas beyond what is set by hand, "), turn);
    }
  }

  /// The plan tells of it, and has its own value.
  @Test
  void whatWasSetByHandAndIsRefusedIsPricedNeitherHereNorThere() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Session session = recorded.session();
      var model = new TrafficViewModel(session);
      var elsewhere = new ElsewhereViewModel(session);
      elsewhere.chosenProperty().set(Optional.of(new Region("gcp", "europe-west1")));
      TrafficCosts costs = model.costsProperty().get().orElseThrow();
      Elsewhere there = elsewhere.answerProperty().get().orElseThrow();

      Files.writeString(
          temp.resolve("penguin-species/slipway.yaml"),
          """

          plan:
            overrides:
              resources.cpu-request: {value: 9000, note: Ana}
          """,
          StandardOpenOption.APPEND);
      session.reload();

      Plan plan = session.voyage().flatMap(Voyage::plan).orElseThrow();
      String because = plan.choice(PlanKeys.CPU_REQUEST).because();
      assertTrue(because.startsWith("slipway.yaml sets 9000 by hand"), because);
      assertEquals(Optional.of(costs), model.costsProperty().get());
      assertEquals(Optional.of(there), elsewhere.answerProperty().get());
    }
  }

  @Test
  void whatWasCancelledIsPricedWhenTheCostIsLookedAt() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Thread.currentThread().interrupt();
      var model = new TrafficViewModel(recorded.session());
      assertEquals(Optional.empty(), model.costsProperty().get());

      recorded.session().screenProperty().set(Screen.COST);

      assertTrue(model.costsProperty().get().isPresent());
    }
  }

  @Test
  void theReasonsHoldWhatTheEstimateSays() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var estimate = recorded.session().voyage().orElseThrow().estimate().orElseThrow();

      Reasons reasons = Reasons.of(estimate);

      assertEquals(estimate.exclusions(), reasons.excluded());
      assertTrue(reasons.cheaper().containsAll(estimate.passedOver()), reasons::toString);
      assertTrue(
          reasons.why().contains("2 replicas: decided by availability"), reasons.why()::toString);
    }
  }
}
