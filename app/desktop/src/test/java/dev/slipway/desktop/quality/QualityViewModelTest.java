// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.desktop.RecordedSession;
import java.nio.file.Path;
import java.util.ArrayDeque;
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

      while (!newestFirst.isEmpty()) {
        newestFirst.pop().run();
      }

      var shown = model.cellProperty().get().orElseThrow();
      assertEquals("Gentoo", shown.truth());
      assertEquals(41, shown.rows().size());
    }
  }
}
