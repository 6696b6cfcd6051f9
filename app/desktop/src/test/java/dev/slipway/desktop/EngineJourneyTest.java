// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.desktop.session.Screen;
import dev.slipway.workbench.ExportBundle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// The engine goes away while it works for the window.
final class EngineJourneyTest extends Journey {

  private Optional<DyingEngine> engine = Optional.empty();

  @Start
  void start(Stage stage) throws Exception {
    var dying = new DyingEngine();
    engine = Optional.of(dying);
    show(stage, 1200, 800, Map.of("DOCKER_HOST", dying.address()));
  }

  @AfterEach
  void stop() {
    engine.ifPresent(DyingEngine::close);
  }

  @Test
  void readsThatTheEngineDiedAndCanVerifyAgain(FxRobot robot) throws Exception {
    window().openRecorded(temp());
    window()
        .workbench()
        .export()
        .export(
            window().session().project().orElseThrow(),
            new ExportBundle.Request(Optional.empty(), List.of("docker"), true),
            Progress.NONE);
    reload(robot);
    window().go(Screen.VERIFY);

    press(robot, "#verify-run");
    String said = TestWindow.said(robot, "#verify");
    window().picture("journey-engine-died");

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(said.contains("The container engine was lost"), said);
    assertFalse(said.contains("The bundle is verified"), said);
    assertFalse(robot.lookup("#verify-run").queryButton().isDisabled(), "it can be tried again");
  }
}
