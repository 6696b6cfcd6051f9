// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.workbench.KeepPrices.ImportResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsViewModelTest {

  @TempDir private Path temp;

  @Test
  void saysWhatThisMachineHasAndHowToGetTheRest() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new SettingsViewModel(recorded.session());

      model.begin();

      assertEquals("container engine", model.programsProperty().get().getFirst().name());
      assertTrue(
          model.programsProperty().get().stream()
              .allMatch(each -> each.present() || !each.remedy().isBlank()));
      assertFalse(model.lookingProperty().get());
    }
  }

  @Test
  void aPriceThatIsImportedCountsAtOnceAndCanBeTakenBack() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new SettingsViewModel(recorded.session());
      model.begin();
      String shipped = model.pricesProperty().get().orElseThrow().holds();
      Path file = temp.resolve("instances.csv");
      Files.writeString(
          file,
          recorded
              .session()
              .actions()
              .prices()
              .template("instances.csv")
              .replaceFirst("(?m)^aws,[a-z0-9-]+,", "aws,moon-1,"));

      model.importPrices(file);
      ImportResult taken = model.importedProperty().get().orElseThrow();
      String mine = model.pricesProperty().get().orElseThrow().holds();
      model.undoImport();

      assertEquals(Optional.empty(), recorded.problem());
      assertTrue(taken.written(), taken.refused()::toString);
      assertFalse(shipped.equals(mine), mine);
      assertEquals(shipped, model.pricesProperty().get().orElseThrow().holds());
      assertEquals(Optional.empty(), model.importedProperty().get());
    }
  }

  @Test
  void namesTheFoldersThatItReads() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new SettingsViewModel(recorded.session());

      assertEquals(temp.resolve("home").toString(), model.home());
      assertEquals(List.of(temp.resolve("home/templates").toString()), model.templateFolders());
    }
  }
}
