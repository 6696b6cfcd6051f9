// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Shell;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.checklist.SigningViewModel.Act;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person says of an item in the window, and how it is taken back.
final class SigningViewModelTest {

  @TempDir private Path temp;

  @Test
  void anAttestationIsKeptShownAndTakenBack() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());
      SigningViewModel signing = model.signing();
      signing.byProperty().set("Ada King");
      signing.noteProperty().set("two vets agreed");
      signing.linkProperty().set("https://example.org/7");
      assertEquals(List.of(Act.ATTEST, Act.WAIVE), signing.offered(line(model, "data-labels")));
      assertEquals(
          "slipway checklist attest data-labels --by \"Ada King\" --note \"two vets agreed\" --link"
              + " https://example.org/7 --project "
              + Shell.word(temp.resolve("penguin-species")),
          signing.command(Act.ATTEST, line(model, "data-labels")));

      signing.say(Act.ATTEST, line(model, "data-labels"));
      Line attested = line(model, "data-labels");
      assertEquals(State.PASS, attested.state());
      assertEquals("Ada King", attested.said().getFirst().by());
      assertEquals(List.of(Act.UNDO), signing.offered(attested));

      signing.say(Act.UNDO, attested);
      assertEquals(State.NOT_RUN, line(model, "data-labels").state());
    }
  }

  @Test
  void aWaiverByOnePersonAloneIsRefused() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());
      SigningViewModel signing = model.signing();
      Line open = line(model, "arch-secrets");
      signing.byProperty().set("Ada");
      signing.askedByProperty().set("Ada");
      signing.noteProperty().set("the scanner is not bought yet");
      signing.meanwhileProperty().set("only we can reach it");
      signing.untilProperty().set(LocalDate.now(ZoneOffset.UTC).plusDays(7));

      signing.say(Act.WAIVE, open);
      assertEquals("checklist.same-person", recorded.problem().orElseThrow().code().id());

      signing.byProperty().set("Grace");
      signing.say(Act.WAIVE, open);
      Line waived = line(model, "arch-secrets");
      assertEquals(State.WAIVED, waived.state());
      assertTrue(waived.said().getLast().inWords().contains("asked for by Ada"));
    }
  }

  @Test
  void whatWasSaidByMistakeIsTakenBackWithOneClick() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());
      SigningViewModel signing = model.signing();
      signing.byProperty().set("Ada King");
      signing.noteProperty().set("two vets agreed");

      signing.say(Act.ATTEST, line(model, "data-labels"));
      boolean offered = signing.lastProperty().get().isPresent();
      signing.undoLast();

      assertTrue(offered);
      assertEquals(Optional.empty(), recorded.problem());
      assertEquals(State.NOT_RUN, line(model, "data-labels").state());
      assertEquals(Optional.empty(), signing.lastProperty().get());
    }
  }

  @Test
  void whatSlipwayFindsOutIsNotOfferedToBeAttested() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ChecklistViewModel(recorded.session());

      assertEquals(List.of(Act.WAIVE), model.signing().offered(line(model, "arch-image-user")));
      assertEquals(List.of(Act.SIGN), model.signing().offered(line(model, "team-signoff")));
    }
  }

  private static Line line(ChecklistViewModel model, String item) {
    return model.checklist().getValue().orElseThrow().line(item).orElseThrow();
  }
}
