// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.desktop.RecordedSession;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TitleViewModelTest {

  @TempDir private Path temp;

  @Test
  void namesAModelThatIsLookedAtAndTheProjectOnceItIsPutAway() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var model = new TitleViewModel(recorded.session(), new SimpleObjectProperty<>(true));
      Path project = recorded.session().project().orElseThrow().folder();
      Path alone = Files.createDirectory(temp.resolve("alone")).resolve("model.onnx");

      recorded.session().open(Files.copy(project.resolve("model.onnx"), alone));
      assertEquals("model.onnx – Slipway", model.titleProperty().get());

      recorded.session().opening().putAway();
      assertEquals("penguin-species – Slipway", model.titleProperty().get());
    }
  }

  @Test
  void saysWhatEndedWhileTheUserLookedElsewhere() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var focused = new SimpleObjectProperty<>(true);
      var model = new TitleViewModel(recorded.session(), focused);
      assertEquals("penguin-species – Slipway", model.titleProperty().get());

      recorded.session().tell("Seen at once", "");
      assertEquals("penguin-species – Slipway", model.titleProperty().get());

      focused.set(false);
      recorded.session().tell("Bundle verified", "");
      assertEquals("● Bundle verified – penguin-species – Slipway", model.titleProperty().get());

      focused.set(true);
      assertEquals("penguin-species – Slipway", model.titleProperty().get());
    }
  }
}
