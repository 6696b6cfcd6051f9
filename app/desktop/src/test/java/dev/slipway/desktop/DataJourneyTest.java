// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.parts.Chart;
import dev.slipway.desktop.session.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// How users look at their data, and decide about them.
final class DataJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1280, 900);
  }

  @Test
  void looksAtAColumnAndDecidesByKeysAlone(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    Path file = project.resolve("slipway.yaml");
    String before = Files.readString(file);
    window().open(project);
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);

    focus(robot, "#columns");
    robot.push(KeyCode.DOWN);
    String column = TestWindow.said(robot, "#column-card").lines().findFirst().orElse("");
    focus(robot, "#column-chart");
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    TableView<?> values = robot.lookup("#column-chart .table-view").queryAs(TableView.class);
    int bars = values.getItems().size();
    robot.push(KeyCode.DOWN);
    focus(robot, "#column-rows");
    robot.push(KeyCode.SPACE);
    window().idle();
    String rows = TestWindow.said(robot, "#behind-card");
    focus(robot, "#class-public");
    robot.push(KeyCode.SPACE);
    window().idle();
    String decided = Files.readString(file);
    String focused = focused();
    TestWindow.picture("journey-data", robot.lookup("#data-page").query());
    focus(robot, "#data-undo");
    robot.push(KeyCode.SPACE);
    window().idle();

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertEquals("island", column);
    assertEquals(6, bars, "three islands in two files");
    assertTrue(rows.startsWith("island: "), rows);
    assertTrue(decided.contains("island: {class: public}"), decided);
    assertEquals("class-public", focused, "the focus stays where it was");
    assertEquals(before, Files.readString(file));
  }

  @Test
  void changesARuleInPlace(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    window().open(project);
    window().go(Screen.DATA);
    press(robot, "#rules-suggest");
    Path file = project.resolve("quality-rules.yaml");
    String suggested = Files.readString(file);

    robot.interact(
        () -> robot.lookup("#rules").queryAs(TableView.class).getSelectionModel().select(0));
    TestWindow.set(robot, "#rule-rows", "some");
    boolean refused = robot.lookup("#rule-change").queryButton().isDisabled();
    String why = robot.lookup("#rule-complaint").queryLabeled().getText();
    TestWindow.set(robot, "#rule-rows", "5000");
    press(robot, "#rule-change");
    TestWindow.picture("journey-rules", robot.lookup("#rules-card").query());

    assertTrue(refused);
    assertEquals("'rows' is no number: some.", why);
    assertEquals(suggested.replace("{rows: 114}", "{rows: 5000}"), Files.readString(file));
    press(robot, "#rules-undo");
    assertEquals(suggested, Files.readString(file));
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }

  @Test
  void seesByHowMuchARegressionIsOff(FxRobot robot) throws Exception {
    window().open(regression());
    window().go(Screen.QUALITY);
    press(robot, "#evaluate");

    Chart chart = robot.lookup("#residual-bars").queryAs(Chart.class);
    robot.interact(chart::toggleTable);
    TableView<?> values = robot.lookup("#residual-bars .table-view").queryAs(TableView.class);
    robot.interact(() -> values.getSelectionModel().select(4));
    robot.interact(chart::toggleTable);
    press(robot, "#residual-rows");
    TestWindow.picture("journey-residuals", robot.lookup("#quality-page").query());

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    String card = TestWindow.said(robot, "#residuals");
    assertTrue(card.contains("Answer less truth: "), card);
    assertTrue(TestWindow.said(robot, "#off-card").startsWith("Off by "));
    TableView<?> rows = robot.lookup("#off-rows").queryAs(TableView.class);
    assertTrue(rows.getItems().size() > 0);
  }

  private Path regression() throws Exception {
    Path sample = SampleProject.ROOT.resolve("sample-projects/seattle-tomorrow");
    Path copy = Files.createDirectories(temp().resolve("seattle-tomorrow"));
    try (Stream<Path> files = Files.walk(sample)) {
      List<Path> few =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().contains("training"))
              .toList();
      for (Path file : few) {
        Path to = copy.resolve(sample.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return copy;
  }

  private static void focus(FxRobot robot, String id) {
    robot.interact(() -> robot.lookup(id).query().requestFocus());
    WaitForAsyncUtils.waitForFxEvents();
  }

  private String focused() throws Exception {
    return WaitForAsyncUtils.waitForAsyncFx(
        5000, () -> window().shell().getScene().getFocusOwner().getId());
  }
}
