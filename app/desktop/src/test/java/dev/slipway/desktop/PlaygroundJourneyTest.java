// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.shell.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// How users try their model.
final class PlaygroundJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1280, 860);
  }

  @Test
  void asksAboutARowAndCopiesTheAnswer(FxRobot robot) throws Exception {
    Path project = open(robot, openSample());
    TestWindow.set(robot, "#play-field-bill_length_mm", "39.1");
    TestWindow.set(robot, "#play-field-bill_depth_mm", "18.7");
    TestWindow.set(robot, "#play-field-flipper_length_mm", "181");
    TestWindow.set(robot, "#play-field-body_mass_g", "3750");
    press(robot, "#play-ask");

    String answer = TestWindow.said(robot, "#answer");
    window().picture("journey-play-row");
    press(robot, "#play-copy-csv");

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(answer.contains("label.class\nAdelie"), answer);
    assertTrue(answer.contains("probabilities.Adelie\n1.000"), answer);
    assertTrue(
        TestWindow.said(robot, "#playground")
            .contains(
                "slipway predict "
                    + project
                    + " --row bill_length_mm=39.1,bill_depth_mm=18.7,"
                    + "flipper_length_mm=181,body_mass_g=3750"));
    List<String> copied = copied().lines().toList();
    assertEquals(2, copied.size());
    assertTrue(copied.getLast().endsWith(",1,Adelie"), copied.getLast());
  }

  @Test
  void drawsHowSureTheModelIsOnAScaleOfOne(FxRobot robot) throws Exception {
    open(robot, openSample());
    TestWindow.set(robot, "#play-field-bill_length_mm", "41.1");
    TestWindow.set(robot, "#play-field-bill_depth_mm", "17");
    TestWindow.set(robot, "#play-field-flipper_length_mm", "187");
    TestWindow.set(robot, "#play-field-body_mass_g", "3700");
    press(robot, "#play-ask");

    List<Double> drawn =
        robot.lookup("#answer .scores").queryAllAs(ProgressBar.class).stream()
            .map(ProgressBar::getProgress)
            .sorted()
            .toList();
    assertEquals(3, drawn.size());
    assertEquals(0.9568, drawn.getLast(), 1e-3);
    assertEquals(0.0432, drawn.get(1), 1e-3);
  }

  @Test
  void takesARowThatTheModelGetsWrongAndSeesWhy(FxRobot robot) throws Exception {
    open(robot, openSample());
    press(robot, "#play-wrong");
    String truth = robot.lookup("#play-truth").<Labeled>queryAs(Labeled.class).getText();
    press(robot, "#play-ask");
    press(robot, "#why-ask");

    String why = TestWindow.said(robot, "#why");
    window().picture("journey-why");
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().wear(Theme.DARK));
    window().picture("journey-why-dark");
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().wear(Theme.LIGHT));
    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(
        truth.matches("Row \\d+ of the holdout. Its label is (Chinstrap|Adelie|Gentoo)\\."), truth);
    assertTrue(why.contains("Exact Shapley values of the linear score"), why);
    assertTrue(why.contains("score before Softmax"), why);

    TestWindow.set(robot, "#play-field-bill_length_mm", "long");
    assertTrue(robot.lookup("#play-stale").tryQuery().isPresent(), "the answer is another's");
    assertTrue(robot.lookup("#play-ask").queryButton().isDisabled());
    String wrong =
        robot.lookup("#play-wrong-bill_length_mm").<Labeled>queryAs(Labeled.class).getText();
    window().picture("journey-play-stale");
    assertTrue(
        wrong.startsWith("bill_length_mm takes a number, and \u201clong\u201d is none."), wrong);
  }

  @Test
  void asksByEnterAndCopiesTheRequestOfAClient(FxRobot robot) throws Exception {
    open(robot, openSample());
    robot.interact(() -> robot.lookup("#play-field-body_mass_g").query().requestFocus());
    robot.push(KeyCode.ENTER);
    window().idle();
    assertTrue(robot.lookup("#answer").tryQuery().isPresent());

    press(robot, "#play-copy-request");
    assertTrue(copied().contains("\"inputs\""), copied());
  }

  @Test
  void asksAboutAFileOfRows(FxRobot robot) throws Exception {
    Path project = open(robot, openSample());
    press(robot, "#play-file");
    assertTrue(robot.lookup("#play-ask").queryButton().isDisabled());
    window().willChoose(project.resolve("data/holdout.csv"));
    press(robot, "#play-browse");
    press(robot, "#play-ask");
    window().picture("journey-play-file");

    assertEquals(114, robot.lookup("#answers").queryTableView().getItems().size());
    press(robot, "#play-copy-csv");
    assertEquals(115, copied().lines().count());
  }

  @Test
  void asksWithARequestAndReadsWhatIsWrongWithOne(FxRobot robot) throws Exception {
    open(robot, openSample());
    press(robot, "#play-request");
    press(robot, "#play-ask");
    press(robot, "#play-copy-json");
    window().picture("journey-play-request");
    assertTrue(copied().contains("\"model_name\" : \"penguin-species\""), copied());

    TestWindow.set(robot, "#play-request-text", "{\"inputs\": 3}");
    press(robot, "#play-ask");

    assertEquals(
        Optional.of("What is typed is not an inference request"),
        window().session().problemProperty().get().map(problem -> problem.what()));
  }

  @Test
  void offersARequestWhereTheModelTakesNoNamedRows(FxRobot robot) throws Exception {
    Path folder = Files.createDirectories(temp().resolve("trees"));
    Files.copy(
        SampleProject.ROOT.resolve("app/core/src/test/resources/models/lightgbm.txt"),
        folder.resolve("model.txt"));
    Files.writeString(
        folder.resolve("slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: trees\nmodel: {file: model.txt}\n");
    window().open(folder);
    open(robot, folder);

    press(robot, "#play-request");
    press(robot, "#play-ask");

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(robot.lookup("#answer").tryQuery().isPresent());
  }

  private Path openSample() throws Exception {
    Path project = SampleProject.copyInto(temp());
    window().open(project);
    return project;
  }

  private Path open(FxRobot robot, Path project) throws Exception {
    tab(robot, Screen.MODEL, 2);
    return project;
  }
}
