// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// How users see how well their model answers.
final class QualityJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1280, 860);
  }

  @Test
  void evaluatesAndSeesVerdictsByGroupMistakesAndCalibration(FxRobot robot) throws Exception {
    evaluated(robot);

    String groups = TestWindow.said(robot, "#groups");
    TestWindow.picture("journey-quality", robot.lookup("#quality-page").query());

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(groups.contains("All rows\n0.9912\n114\nmet"), groups);
    assertTrue(groups.contains("island Torgersen\n1.000\n15\ninconclusive"), groups);
    assertEquals(
        List.of("50", "0", "0", "1", "22", "0", "0", "0", "41"),
        robot.lookup("#confusion .cell").queryAllAs(Button.class).stream()
            .map(Button::getText)
            .toList());
    assertTrue(TestWindow.said(robot, "#confusion").contains("95.7 %"));
    Button mistake =
        robot.lookup("#confusion .cell").queryAllAs(Button.class).stream()
            .filter(cell -> cell.getText().equals("1"))
            .findFirst()
            .orElseThrow();
    robot.interact(mistake::fire);
    window().idle();
    String rows = TestWindow.said(robot, "#cell-card");
    TestWindow.picture("journey-cell", robot.lookup("#cell-card").query());
    assertTrue(rows.startsWith("Chinstrap as Adelie\n1 row of the holdout's first 1,000"), rows);
    press(robot, "#groups .button");
    assertTrue(
        TestWindow.said(robot, "#group-card").startsWith("island Biscoe\n"),
        TestWindow.said(robot, "#group-card"));
    assertTrue(TestWindow.said(robot, "#calibration").contains("apart, the mean over the rows"));
    assertEquals(
        "23 rows, ROC-AUC 0.9995, average precision 0.9982",
        TestWindow.said(robot, "#curve-areas"));
    ComboBox<?> classes = robot.lookup("#curve-class").queryComboBox();
    assertEquals(List.of("Chinstrap", "Gentoo", "Adelie"), classes.getItems());
    robot.interact(() -> classes.getSelectionModel().selectLast());
    assertTrue(TestWindow.said(robot, "#curve-areas").startsWith("50 rows"));
    TestWindow.picture("journey-curves", robot.lookup("#curves").query());
  }

  @Test
  void comparesWithTheModelThatNowDoesTheWork(FxRobot robot) throws Exception {
    Path project = evaluated(robot);
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
    reload(robot);
    TestWindow.picture("journey-champion", robot.lookup("#quality-page").query());
    assertEquals("not worse than the champion", TestWindow.said(robot, "#champion-verdict"));
  }

  @Test
  void comparesAgainAfterACancel(FxRobot robot) throws Exception {
    Path project = evaluated(robot);
    Button compare = robot.lookup("#champion-compare").queryAs(Button.class);
    window().willChoose(project.resolve("model.onnx"));
    robot.interact(() -> {
      robot.lookup("#champion-browse").queryButton().fire();
      compare.fire();
      robot.lookup("#champion-allowed").queryTextInputControl().setText("0.01");
      robot.lookup("#evaluate-cancel").queryButton().fire();
    });
    TestWindow.await(() -> window().session().works().of(Screen.QUALITY).get().isEmpty());
    window().idle();

    assertFalse(compare.isDisabled());
  }

  @Test
  void cancelsAnEvaluation(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp()));
    window().go(Screen.QUALITY);
    robot.interact(() -> {
      robot.lookup("#evaluate").queryButton().fire();
      robot.lookup("#evaluate-cancel").queryButton().fire();
    });
    TestWindow.await(() -> window().session().works().of(Screen.QUALITY).get().isEmpty());
    window().idle();

    assertEquals(Optional.empty(), window().session().voyage().orElseThrow().evaluation());
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }

  private Path evaluated(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    window().open(project);
    window().go(Screen.QUALITY);
    press(robot, "#evaluate");
    return project;
  }
}
