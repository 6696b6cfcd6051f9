// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The window where Slipway cannot begin.
@ExtendWith(ApplicationExtension.class)
final class StartFailureTest {

  @TempDir private Path temp;

  @Start
  void start(Stage stage) throws Exception {
    Path home = Files.writeString(temp.resolve("home"), "a file where a folder should be");
    new DesktopMain().start(stage, Map.of("SLIPWAY_HOME", home.toString()));
  }

  @Test
  void opensAndSaysWhatToDo(FxRobot robot) {
    String said = TestWindow.said(robot, "#problem");

    assertTrue(said.contains(temp.resolve("home").toString()), said);
    assertTrue(said.contains("What to do"), said);
  }
}
