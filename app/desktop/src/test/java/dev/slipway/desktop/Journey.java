// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.desktop.session.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TabPane;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// What users do in one window. Each test shows it in a method of its own with `@Start`, since
/// TestFX looks for that in the class of the test only.
@ExtendWith({ApplicationExtension.class, Watchdog.class})
abstract class Journey {

  @TempDir private Path temp;
  private @Nullable TestWindow opened; // TestFX makes it in @Start

  final void show(Stage stage, double width, double height) throws Exception {
    show(stage, width, height, Map.of());
  }

  /// @param surroundings variables that the window sees
  final void show(Stage stage, double width, double height, Map<String, String> surroundings)
      throws Exception {
    opened =
        new TestWindow(
            temp.resolve("home"), new TestWindow.Surroundings(surroundings, Clock.systemUTC()));
    opened.show(stage, width, height);
  }

  /// A folder for this test alone.
  final Path temp() {
    return temp;
  }

  final TestWindow window() {
    return Objects.requireNonNull(opened);
  }

  @AfterEach
  final void close() {
    window().close();
  }

  /// Fires a button and waits for what it began; a screen may be larger than the headless one can
  /// click on.
  final void press(FxRobot robot, String button) throws Exception {
    robot.interact(() -> robot.lookup(button).<ButtonBase>queryAs(ButtonBase.class).fire());
    window().idle();
  }

  final void tab(FxRobot robot, Screen screen, int index) throws Exception {
    String tabs = screen == Screen.MODEL ? "#model-tabs" : "#profile-tabs";
    window().go(screen);
    window().idle();
    robot.interact(
        () -> robot.lookup(tabs).queryAs(TabPane.class).getSelectionModel().select(index));
    window().idle();
  }

  final void reload(FxRobot robot) throws Exception {
    robot.interact(() -> window().session().reload());
    window().idle();
  }

  static String copied() throws Exception {
    return WaitForAsyncUtils.waitForAsyncFx(5000, () -> Clipboard.getSystemClipboard().getString());
  }
}
