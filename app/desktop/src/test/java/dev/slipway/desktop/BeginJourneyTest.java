// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.slipway.desktop.session.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// How users come to a project: with whatever they drop.
final class BeginJourneyTest extends Journey {

  private static final Path TREES =
      SampleProject.ROOT.resolve("app/core/src/test/resources/models/xgboost.json");

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1280, 860);
  }

  @Test
  void dropsAModelAndBeginsAProjectByKeysOnly(FxRobot robot) throws Exception {
    Path data = SampleProject.copyInto(temp()).resolve("data/holdout.csv");
    Path folder = bare("Bare Model");

    drop(folder.resolve("model.onnx"));
    window().picture("journey-look");
    assertEquals(List.of("model.onnx"), names(folder));
    assertTrue(robot.lookup("#model").tryQuery().isPresent());
    assertTrue(
        TestWindow.said(robot, "#bare-head").contains("it fits"),
        TestWindow.said(robot, "#bare-head"));
    robot.push(KeyCode.SPACE);
    robot.write("Who is called");
    drop(data);
    assertTrue(robot.lookup("#leave").tryQuery().isPresent(), "nothing typed is lost unasked");
    robot.push(KeyCode.ESCAPE);
    TestWindow.await(() -> robot.lookup("#leave").tryQuery().isEmpty());
    robot.push(KeyCode.ENTER);
    TestWindow.set(robot, "#begin-holdout-file-name", data.toString());
    window().idle();
    window().picture("journey-assistant-data");
    robot.push(KeyCode.ENTER);
    assertTrue(robot.lookup("#begin-average").tryQuery().isPresent());
    robot.write("2/s");
    robot.push(KeyCode.ENTER);
    assertEquals(
        "Give both the average and the peak, or neither.",
        robot.lookup("#assistant-complaint").<Labeled>queryAs(Labeled.class).getText());
    robot.push(KeyCode.ESCAPE);
    robot.push(KeyCode.ENTER);
    TestWindow.set(robot, "#begin-peak", "10/s");
    robot.push(KeyCode.ENTER);
    robot.write("20 ms");
    robot.interact(() -> robot.lookup("#begin-cloud").query().requestFocus());
    robot.push(KeyCode.ENTER);
    window().idle();
    window().picture("journey-assistant-review");
    assertEquals(
        1,
        robot.lookup("#assistant .scroll-bar:vertical").queryAll().stream()
            .filter(Node::isVisible)
            .count(),
        "the file scrolls, and not the page too");
    assertEquals(List.of("model.onnx"), names(folder));
    robot.push(KeyCode.ENTER);
    TestWindow.await(() -> window().session().project().isPresent());
    window().idle();

    var project = window().session().project().orElseThrow().project();
    assertEquals("bare-model", project.name());
    assertEquals(Optional.of("Who is called"), project.objectives().decision());
    assertEquals("species", project.data().orElseThrow().label());
    assertEquals(Screen.OVERVIEW, window().session().screenProperty().get());
    assertFalse(window().session().unwritten().isAny());
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }

  @Test
  void asksAConvertedModelAndLeavesNothingBehind(FxRobot robot) throws Exception {
    Path folder = Files.createDirectories(temp().resolve("trees"));
    Files.copy(TREES, folder.resolve("trees.json"));
    window().open(SampleProject.copyInto(temp()));

    drop(folder.resolve("trees.json"));
    robot.interact(() ->
        robot.lookup("#model-tabs").<TabPane>queryAs(TabPane.class).getSelectionModel().select(2));
    press(robot, "#play-ask");
    window().picture("journey-look-trees");
    String head = TestWindow.said(robot, "#bare-head");

    assertTrue(head.contains("Converted from XGBoost"), head);
    assertTrue(robot.lookup("#level").tryQuery().isEmpty(), "the header names no other project");
    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertEquals(1, names(temp().resolve("home/scratch")).size());
    press(robot, "#bare-close");
    assertEquals(List.of(), names(temp().resolve("home/scratch")));
    assertEquals(List.of("trees.json"), names(folder));
    assertTrue(robot.lookup("#level").tryQuery().isPresent(), "the project is shown again");
  }

  @Test
  void closesTheWindowAndLeavesNothingThatWasMadeToLook(FxRobot robot) throws Exception {
    drop(Files.copy(TREES, temp().resolve("trees.json")));
    List<String> looking = names(temp().resolve("home/scratch"));
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.write("make it a pro");
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    boolean assisted = robot.lookup("#assistant").tryQuery().isPresent();

    window().close();

    assertTrue(assisted, "the palette leads to the assistant");
    assertEquals(1, looking.size());
    assertEquals(List.of(), names(temp().resolve("home/scratch")));
  }

  @Test
  void dropsAnMlflowFolderAndGetsAProjectOfIt(FxRobot robot) throws Exception {
    Path folder = bare("Logged");
    Files.writeString(folder.resolve("MLmodel"), "flavors: {onnx: {data: model.onnx}}\n");
    Files.writeString(
        folder.resolve("input_example.json"),
        """
        [{"bill_length_mm": 36.7, "bill_depth_mm": 19.3, "flipper_length_mm": 193,
          "body_mass_g": 3450}]
        """);

    drop(folder);
    press(robot, "#bare-begin");
    for (int page = 0; page < 4; page++) {
      press(robot, "#assistant-next");
    }
    press(robot, "#assistant-next");

    assertEquals(
        Optional.of(folder.resolve("golden.json")),
        window().session().project().orElseThrow().golden());
  }

  @Test
  void readsWhyAFileIsNoModelAndWhatWouldBe(FxRobot robot) throws Exception {
    Path table = Files.writeString(temp().resolve("rows.csv"), "a,b\n1,2\n");
    Path noise = Files.write(temp().resolve("noise.onnx"), new byte[] {1, 7, 3, 9, 0, 2});

    for (Path file : List.of(table, noise)) {
      drop(file);
      String said = TestWindow.said(robot, "#problem");
      assertTrue(said.contains("ONNX, Tribuo, XGBoost, LightGBM"), said);
      assertTrue(robot.lookup("#bare-begin").tryQuery().isEmpty(), "nothing to begin with");
      robot.push(KeyCode.ENTER);
      TestWindow.await(() -> robot.lookup("#problem").tryQuery().isEmpty());
    }
  }

  @Test
  void looksAtAModelInAFolderThatIsReadOnly(FxRobot robot) throws Exception {
    Path folder = bare("locked");
    assertTrue(folder.toFile().setWritable(false));
    assumeFalse(Files.isWritable(folder), "this user may write anywhere");
    try {
      drop(folder.resolve("model.onnx"));
      press(robot, "#bare-begin");
      for (int page = 0; page < 4; page++) {
        press(robot, "#assistant-next");
      }
      assertTrue(TestWindow.said(robot, "#begin-problem").contains("may not be written to"));
      TestWindow.set(robot, "#begin-folder", temp().resolve("elsewhere").toString());
      window().idle();
      press(robot, "#assistant-next");
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }

    assertEquals(
        "../locked/model.onnx",
        window().session().project().orElseThrow().project().model().file());
  }

  @Test
  @Tag("nightly")
  void isAskedBeforeAnythingTypedIsLost(FxRobot robot) throws Exception {
    Path project = SampleProject.copyInto(temp());
    window().open(project);
    window().go(Screen.OBJECTIVES);
    TestWindow.set(robot, "#objective-budget", "300 USD/month");
    Path folder = bare("next");

    drop(folder.resolve("model.onnx"));
    window().picture("journey-leave");
    robot.push(KeyCode.ESCAPE);
    window().idle();
    assertTrue(window().session().opening().bareModelProperty().get().isEmpty());
    assertTrue(window().session().unwritten().isAny(), "what was typed is still there");
    drop(folder.resolve("model.onnx"));
    press(robot, "#leave-save");
    assertTrue(Files.readString(project.resolve("slipway.yaml")).contains("300 USD/month"));
    assertTrue(window().session().opening().bareModelProperty().get().isPresent());
    press(robot, "#bare-begin");
    TestWindow.set(robot, "#begin-decision", "half an answer");
    var window = window().shell().getScene().getWindow();
    robot.interact(
        () -> window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST)));
    press(robot, "#leave-stay");
    assertTrue(window.isShowing());
    drop(project);
    assertTrue(robot.lookup("#leave-save").<Button>queryAs(Button.class).isDisabled());
    press(robot, "#leave-discard");

    assertTrue(window().session().opening().bareModelProperty().get().isEmpty());
    assertEquals(List.of("model.onnx"), names(folder));
  }

  @Test
  void opensACopyOfASampleWithOneClick(FxRobot robot) throws Exception {
    window().idle();
    window().picture("journey-welcome");

    press(robot, "#sample-seattle-tomorrow");

    assertEquals(
        temp().resolve("home/samples/seattle-tomorrow"),
        window().session().project().orElseThrow().folder());
  }

  /// A folder with a model and nothing else.
  private Path bare(String name) throws IOException {
    Path folder = Files.createDirectories(temp().resolve(name));
    Files.copy(
        SampleProject.ROOT.resolve("sample-projects/penguin-species/model.onnx"),
        folder.resolve("model.onnx"));
    return folder;
  }

  private void drop(Path file) throws Exception {
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().shell().dropped(List.of(file.toFile())));
    window().idle();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
