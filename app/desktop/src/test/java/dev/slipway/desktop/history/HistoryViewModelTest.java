// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.session.Screen;
import dev.slipway.workbench.history.Found;
import dev.slipway.workbench.history.Trend;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryViewModelTest {

  @TempDir private Path temp;

  @Test
  void listsWhatWasDoneAndFollowsTheMainNumbers() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new HistoryViewModel(recorded.session());
      assertEquals(Optional.empty(), model.historyProperty().get(), "nobody looked yet");

      recorded.session().screenProperty().set(Screen.HISTORY);

      assertEquals(
          List.of(
              "Variants tried",
              "Variants tried",
              "Settings searched",
              "Checklist reviewed",
              "Checklist reviewed",
              "Bundle verified",
              "Bundle exported",
              "Plan made",
              "Profile measured",
              "Model evaluated",
              "Model evaluated",
              "Model evaluated",
              "Data checked",
              "Data checked",
              "Model inspected"),
          model.events().stream().map(HistoryViewModel::title).toList());
      assertEquals(
          List.of("1", "1", "1"),
          Stream.of(Trend.values())
              .map(trend -> String.valueOf(model.points(trend).size()))
              .toList());
      assertEquals(
          Optional.of("223.09 USD"),
          model.points(Trend.MONTH).stream().map(Found::text).findFirst());

      model.queryProperty().set("served");
      model.queryProperty().set("exported");
      assertEquals(
          List.of("Bundle exported"),
          model.events().stream().map(HistoryViewModel::title).toList());
      assertEquals(List.of("1.0.0+9a121685c617"), model.releases());
      model.onlyDifferentProperty().set(true);
      assertEquals(List.of(), model.pairs(), "a release differs in nothing from itself");
    }
  }
}
