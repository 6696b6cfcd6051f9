// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.checklist.ChecklistViewModel.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecklistViewModelTest {

  @TempDir private Path temp;

  @Test
  void showsTheItemsOfOneGateBelowItsName() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());

      model.gateProperty().set(Optional.of("staging"));

      assertEquals(model.progress("staging"), model.rows().getFirst());
      assertTrue(lines(model).stream().allMatch(l -> l.item().gate().equals("staging")));
    }
  }

  @Test
  void showsOnlyTheWantedStates() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());

      model.states().setAll(State.PASS);

      assertFalse(lines(model).isEmpty());
      assertTrue(lines(model).stream().allMatch(l -> l.state() == State.PASS));
    }
  }

  @Test
  void findsAnItemByItsWords() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());

      model.queryProperty().set("decision the model serves");

      assertEquals(
          List.of("goal-objective"), lines(model).stream().map(l -> l.item().id()).toList());
      assertEquals(
          Optional.of("goal-objective"), model.selectedProperty().get().map(l -> l.item().id()));
    }
  }

  @Test
  void whatIsMineAndNotMetComesFirst() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());
      String owner = model.owners().getFirst();

      model.ownerProperty().set(Optional.of(owner));

      assertTrue(model.rows().getFirst() instanceof Row.Mine mine && mine.owner().equals(owner));
      Row.Mine head = (Row.Mine) model.rows().getFirst();
      List<Line> mine = lines(model).subList(0, head.count());
      assertTrue(mine.stream().allMatch(l -> l.item().owner().equals(owner)));
      assertTrue(mine.stream().noneMatch(ChecklistViewModel::met));
      assertEquals(
          lines(model).size(), lines(model).stream().distinct().count(), "no item is there twice");
    }
  }

  @Test
  void whatFailsComesFirstInItsGate() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());

      model.gateProperty().set(Optional.of("handover"));

      List<State> states = lines(model).stream().map(Line::state).toList();
      assertTrue(states.contains(State.PASS) && states.getFirst() != State.PASS, states::toString);
      assertTrue(states.lastIndexOf(State.FAIL) < states.indexOf(State.PASS), states::toString);
    }
  }

  /// Nobody reads keys of evidence or marks of code.
  @Test
  void reasonsAreSentences() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());

      for (Line line : lines(model)) {
        String because = ItemWords.because(line);
        assertTrue(because.matches("(?s)\\p{Lu}.*\\.|"), line.item().id() + ": " + because);
        assertFalse(because.contains("`"), because);
        assertFalse(because.contains(line.item().evidenceKey()), because);
      }
    }
  }

  private static List<Line> lines(ChecklistViewModel model) {
    return model.rows().stream()
        .flatMap(row -> row instanceof Row.Entry(Line line) ? Stream.of(line) : Stream.empty())
        .toList();
  }
}
