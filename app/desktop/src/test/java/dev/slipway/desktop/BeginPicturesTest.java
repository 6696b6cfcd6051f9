// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.desktop.shell.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Pictures of all that comes before a project, in both themes, for people to look at.
@Tag("nightly")
final class BeginPicturesTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1440, 900);
  }

  @Test
  void everyPageIsWorthShowing(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    window().wasOpen(project);
    window().wasOpen(temp().resolve("gone"));
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().shell().refreshWelcome());
    window().idle();
    Path trees = Files.createDirectories(temp().resolve("trees"));
    Files.copy(
        SampleProject.ROOT.resolve("app/core/src/test/resources/models/xgboost.json"),
        trees.resolve("model.json"));
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().wear(theme));
      String end = "-" + theme.styleClass();
      window().picture("begin-welcome" + end);
      robot.interact(() -> window().session().open(trees.resolve("model.json")));
      window().idle();
      window().picture("begin-look" + end);
      press(robot, "#bare-begin");
      window().picture("begin-goal" + end);
      press(robot, "#assistant-next");
      TestWindow.set(
          robot, "#begin-holdout-file-name", project.resolve("data/holdout.csv").toString());
      window().idle();
      window().picture("begin-data" + end);
      robot.interact(
          () -> robot.lookup("#begin-label").queryComboBox().getSelectionModel().select(0));
      press(robot, "#assistant-next");
      press(robot, "#begin-traffic-office");
      window().picture("begin-traffic" + end);
      press(robot, "#assistant-next");
      TestWindow.set(robot, "#begin-latency", "ten");
      window().picture("begin-running" + end);
      TestWindow.set(robot, "#begin-latency", "20 ms");
      press(robot, "#assistant-next");
      window().picture("begin-review" + end);
      TestWindow.set(robot, "#begin-folder", project.toString());
      window().idle();
      window().picture("begin-exists" + end);
      robot.interact(() -> window().session().opening().putAway());
      window().idle();
      window().picture("begin-leave" + end);
      press(robot, "#leave-discard");
    }
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }
}
