// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// How users say what their service must achieve.
final class ObjectivesJourneyTest extends Journey {

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1280, 860);
  }

  @Test
  void changesALimitAndTakesItBack(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    Path file = project.resolve("slipway.yaml");
    String before = Files.readString(file);
    window().open(project);
    window().go(Screen.OBJECTIVES);
    Button save = robot.lookup("#objectives-save").queryAs(Button.class);
    assertTrue(save.isDisabled());

    TestWindow.set(robot, "#objective-latency-p95", "ten");
    assertTrue(save.isDisabled());
    assertTrue(
        TestWindow.said(robot, "#objectives").contains("'ten' is not a duration"),
        TestWindow.said(robot, "#objectives"));
    TestWindow.set(robot, "#objective-latency-p95", "8 ms");
    TestWindow.set(robot, "#objective-quality-floor", "0.95");
    window().picture("journey-objectives");
    press(robot, "#objectives-save");

    String expected =
        before.replace("p95: 10 ms", "p95: 8 ms").replace("floor: 0.92", "floor: 0.95");
    assertEquals(expected, Files.readString(file));
    assertTrue(save.isDisabled());
    press(robot, "#objectives-undo");
    assertEquals(before, Files.readString(file));
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }

  @Test
  void statesWhatANewServiceMustAchieveAndSeesTheChecklistFollow(FxRobot robot) throws Exception {
    Path folder = Files.createDirectories(temp().resolve("bare"));
    Files.copy(SampleProject.copyInto(temp()).resolve("model.onnx"), folder.resolve("model.onnx"));
    Path file =
        Files.writeString(
            folder.resolve("slipway.yaml"),
            "apiVersion: slipway.dev/v1\n# mine\nname: bare\nmodel: {file: model.onnx}\n");
    window().open(folder);
    window().go(Screen.OBJECTIVES);
    TestWindow.set(robot, "#objective-latency-p99", "25 ms");
    TestWindow.set(robot, "#objective-availability", "99.9 %");
    TestWindow.set(robot, "#objective-traffic-average", "20/s");
    assertTrue(TestWindow.said(robot, "#objectives").contains("the key 'peak' is missing"));
    TestWindow.set(robot, "#objective-traffic-peak", "120/s");
    press(robot, "#objectives-save");
    window().picture("journey-objectives-new");

    assertEquals(
        """
        apiVersion: slipway.dev/v1
        # mine
        name: bare
        model: {file: model.onnx}
        objectives:
          latency: {p99: 25 ms}
          traffic: {average: 20/s, peak: 120/s}
          availability: 99.9 %
        """,
        Files.readString(file));
    String items = TestWindow.said(robot, "#objectives-items");
    assertTrue(items.contains("\nmet"), items);
  }

  @Test
  void writesNothingOverWhatSomebodyElseWroteMeanwhile(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    Path file = project.resolve("slipway.yaml");
    window().open(project);
    window().go(Screen.OBJECTIVES);
    TestWindow.set(robot, "#objective-budget", "300 USD/month");
    Files.writeString(file, Files.readString(file) + "# by somebody else\n");
    String theirs = Files.readString(file);
    press(robot, "#objectives-save");

    assertEquals(theirs, Files.readString(file));
    assertEquals(
        Optional.of("project.changed-meanwhile"),
        window().session().problemProperty().get().map(problem -> problem.code().id()));
  }
}
