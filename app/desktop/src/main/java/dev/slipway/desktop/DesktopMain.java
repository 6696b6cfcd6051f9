// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.desktop.instance.Entry;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The application as JavaFX begins and ends it.
public final class DesktopMain extends Application {

  private Optional<EarlyStart> early = Optional.empty();
  private Optional<DesktopWindow> window = Optional.empty();

  /// Runs while the toolkit has no window yet, and not on its thread.
  @Override
  public void init() throws Exception {
    // The texts are English, and so are the numbers in them.
    Locale.setDefault(Locale.ENGLISH);
    Optional<Path> given = getParameters().getUnnamed().stream().findFirst().map(Path::of);
    early = Optional.of(EarlyStart.begin(given, Launcher.ahead()));
  }

  @Override
  public void start(Stage stage) {
    EarlyStart begun = early.orElseThrow();
    if (begun.entry() instanceof Entry.HandedOver) {
      Platform.exit();
      return;
    }
    var opened =
        new DesktopWindow(
            stage, begun, folder -> getHostServices().showDocument(folder.toUri().toString()));
    window = Optional.of(opened);
    opened.open();
  }

  @Override
  public void stop() {
    window.ifPresent(DesktopWindow::close);
  }
}
