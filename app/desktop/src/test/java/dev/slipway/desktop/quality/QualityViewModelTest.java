// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.quality.QualityViewModel.CellRows;
import dev.slipway.desktop.session.Session;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QualityViewModelTest {

  @TempDir Path temp;

  /// The model is asked about each row for each, so that an earlier search may end later.
  @Test
  void rowsThatAreNoLongerAskedForAreNotShown() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var newestFirst = new ArrayDeque<Runnable>();
      var model = new QualityViewModel(recorded.toldBy(newestFirst::push));
      model.find("Adelie", "Adelie");
      model.find("Gentoo", "Gentoo");

      tell(newestFirst);

      var shown = model.cellProperty().get().orElseThrow();
      assertEquals("Gentoo", shown.truth());
      assertEquals(41, shown.rows().size());
    }
  }

  @Test
  void rowsStayWhereTheProjectIsOnlyReadAgain() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var newestFirst = new ArrayDeque<Runnable>();
      Session session = recorded.toldBy(newestFirst::push);
      var model = new QualityViewModel(session);
      model.find("Gentoo", "Gentoo");
      session.reload();
      tell(newestFirst);
      Optional<CellRows> found = model.cellProperty().get();
      assertEquals(41, found.orElseThrow().rows().size(), "it was read before they were found");

      session.reload();
      tell(newestFirst);
      assertEquals(found, model.cellProperty().get());

      session.evaluate();
      tell(newestFirst);
      assertEquals(Optional.empty(), model.cellProperty().get(), "they may be others now");
    }
  }

  private static void tell(Deque<Runnable> newestFirst) {
    while (!newestFirst.isEmpty()) {
      newestFirst.pop().run();
    }
  }
}
