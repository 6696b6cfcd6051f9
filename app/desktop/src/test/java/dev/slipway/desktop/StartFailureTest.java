// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Optional;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
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
  private Optional<Stage> stage = Optional.empty();
  private Optional<DesktopWindow> window = Optional.empty();

  @Start
  void start(Stage given) {
    stage = Optional.of(given);
  }

  @AfterEach
  void close() {
    window.ifPresent(DesktopWindow::close);
  }

  @Test
  void saysThatTheHomeIsAFile(FxRobot robot) throws Exception {
    Path home = Files.writeString(temp.resolve("home"), "a file where a folder should be");

    String said = failure(robot, home);

    assertTrue(said.contains(home.toString()), said);
    assertTrue(said.contains("What to do"), said);
  }

  @Test
  void saysThatTheRecordsAreOfALaterVersion(FxRobot robot) throws Exception {
    Path home = Files.createDirectory(temp.resolve("home"));
    try (var later = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("slipway.db"));
        var statement = later.createStatement()) {
      statement.execute("PRAGMA user_version = 9999");
    }

    String said = failure(robot, home);

    assertTrue(said.contains("slipway.db"), said);
    assertTrue(said.contains("What to do"), said);
  }

  private String failure(FxRobot robot, Path home) throws Exception {
    EarlyStart early = EarlyStart.begin(Optional.empty(), Map.of("SLIPWAY_HOME", home.toString()));
    robot.interact(() -> {
      var opened = new DesktopWindow(stage.orElseThrow(), early, folder -> {});
      window = Optional.of(opened);
      opened.open();
    });
    TestWindow.await(() -> robot.lookup("#problem").tryQuery().isPresent());
    return TestWindow.said(robot, "#problem");
  }
}
