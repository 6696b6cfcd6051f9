// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// What is chosen on the screen of the settings counts at once.
final class SettingsJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1200, 800);
  }

  @Test
  void choosesHowTheWindowLooks(FxRobot robot) throws Exception {
    window().go(Screen.SETTINGS);
    window().idle();
    double before = size(robot);

    press(robot, "#theme-dark");
    press(robot, "#text-size-150");
    robot.interact(() -> robot.lookup("#still").queryAs(CheckBox.class).fire());

    assertTrue(window().shell().getStyleClass().contains("dark"));
    assertTrue(window().shell().getStyleClass().contains("still"));
    assertEquals(1.5 * before, size(robot), 0.1);
    window().picture("settings-dark-150");
  }

  /// Without a project too: who has none yet may need larger text.
  private double size(FxRobot robot) throws Exception {
    return Views.on(() -> {
      window().shell().applyCss();
      return robot
          .lookup("#settings-look .card-title")
          .<Labeled>queryAs(Labeled.class)
          .getFont()
          .getSize();
    });
  }
}
