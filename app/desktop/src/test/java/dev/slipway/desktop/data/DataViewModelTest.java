// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.checklist.Checklist;
import dev.slipway.desktop.RecordedSession;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataViewModelTest {

  @TempDir Path temp;

  @Test
  void checkingTheDataTicksItsItemAndShowsWhatWasFound() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new DataViewModel(recorded.session());
      assertTrue(model.checkable());
      assertTrue(model.command().startsWith("slipway data "), model.command());

      model.check();

      assertEquals(Optional.empty(), recorded.problem());
      assertEquals(2, model.reports().getValue().orElseThrow().size());
      assertEquals(
          Optional.of(Checklist.State.PASS),
          recorded.session().voyage().orElseThrow().checklist().lines().stream()
              .filter(line -> line.item().id().equals("pipe-leakage"))
              .map(Checklist.Line::state)
              .findFirst());
    }
  }
}
