// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// How users see how well their model answers.
@ExtendWith(ApplicationExtension.class)
final class QualityJourneyTest {

  @TempDir private Path temp;
  private @Nullable TestWindow opened; // TestFX makes it in @Start

  @Start
  void start(Stage stage) throws Exception {
    opened = new TestWindow(temp.resolve("home"));
    opened.show(stage, 1280, 860);
  }

  private TestWindow window() {
    return Objects.requireNonNull(opened);
  }

  @AfterEach
  void close() {
    window().close();
  }

  @Test
  void evaluatesAndSeesVerdictsByGroupMistakesAndCalibration(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp));
    window().go(Screen.QUALITY);
    robot.interact(() -> robot.lookup("#evaluate").queryButton().fire());
    window().idle();

    String groups = TestWindow.said(robot, "#groups");
    TestWindow.picture("journey-quality", robot.lookup("#quality-page").query());

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(groups.contains("All rows\n0.991\n114\nmet"), groups);
    assertTrue(groups.contains("island Torgersen\n1.000\n15\ninconclusive"), groups);
    assertTrue(
        TestWindow.said(robot, "#confusion").contains("Chinstrap\n1\n22\n0\n95.7 %"),
        TestWindow.said(robot, "#confusion"));
    assertTrue(TestWindow.said(robot, "#calibration").contains("apart, the mean over the rows"));
  }

  @Test
  void comparesWithTheModelThatNowDoesTheWork(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp);
    window().open(project);
    window().go(Screen.QUALITY);
    robot.interact(() -> robot.lookup("#evaluate").queryButton().fire());
    window().idle();
    Button compare = robot.lookup("#champion-compare").queryAs(Button.class);
    assertTrue(compare.isDisabled());
    window().willChoose(project.resolve("model.onnx"));
    robot.interact(() -> robot.lookup("#champion-browse").queryButton().fire());
    TestWindow.set(robot, "#champion-allowed", "a bit");
    assertTrue(compare.isDisabled());
    assertEquals(
        "The allowed regression is a number, 0 or more",
        robot.lookup("#champion-complaint").queryLabeled().getText());
    TestWindow.set(robot, "#champion-allowed", "0.01");
    robot.interact(() -> {
      compare.fire();
      assertTrue(compare.isDisabled());
    });
    window().idle();

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertEquals("not worse than the champion", TestWindow.said(robot, "#champion-verdict"));
    robot.interact(() -> window().session().reload());
    window().idle();
    TestWindow.picture("journey-champion", robot.lookup("#quality-page").query());
    assertEquals("not worse than the champion", TestWindow.said(robot, "#champion-verdict"));
  }

  @Test
  void comparesAgainAfterACancel(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp);
    window().open(project);
    window().go(Screen.QUALITY);
    robot.interact(() -> robot.lookup("#evaluate").queryButton().fire());
    window().idle();
    Button compare = robot.lookup("#champion-compare").queryAs(Button.class);
    window().willChoose(project.resolve("model.onnx"));
    robot.interact(() -> {
      robot.lookup("#champion-browse").queryButton().fire();
      compare.fire();
      robot.lookup("#champion-allowed").queryTextInputControl().setText("0.01");
      robot.lookup("#evaluate-cancel").queryButton().fire();
    });
    TestWindow.await(() -> window().session().evaluatingProperty().get().isEmpty());
    window().idle();

    assertFalse(compare.isDisabled());
  }

  @Test
  void cancelsAnEvaluation(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp));
    window().go(Screen.QUALITY);
    robot.interact(() -> {
      robot.lookup("#evaluate").queryButton().fire();
      robot.lookup("#evaluate-cancel").queryButton().fire();
    });
    TestWindow.await(() -> window().session().evaluatingProperty().get().isEmpty());
    window().idle();

    assertEquals(Optional.empty(), window().session().voyage().orElseThrow().evaluation());
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }
}
