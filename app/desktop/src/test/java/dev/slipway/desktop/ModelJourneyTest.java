// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// What users learn of their model.
final class ModelJourneyTest extends Journey {

  private static final Path TREES =
      SampleProject.ROOT.resolve("app/core/src/test/resources/models/xgboost.json");

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1280, 860);
  }

  @Test
  void seesWhatTheModelIsMadeOfAndAsksTheRuntime(FxRobot robot) throws Exception {
    window().open(SampleProject.copyInto(temp()));
    tab(robot, Screen.MODEL, 1);

    assertTrue(TestWindow.said(robot, "#operators").contains("5 types · 5 nodes"));
    assertTrue(TestWindow.said(robot, "#flops").contains("Gemm\n24 · 100 %"));
    assertTrue(TestWindow.said(robot, "#weights").contains("float\n92 B"));
    assertEquals("batch", TestWindow.said(robot, "#free-axes"));
    String before = TestWindow.said(robot, "#findings");
    press(robot, "#model-check");
    String after = TestWindow.said(robot, "#findings");
    window().picture("journey-inspection");

    assertTrue(before.contains("The runtime was not asked yet."), before);
    assertTrue(after.contains("The runtime opens the model\ninputs 1, outputs 2"), after);
    assertEquals(Optional.empty(), window().session().problemProperty().get());
  }

  @Test
  void seesWhereAConvertedModelComesFromAndThatItAnswersTheSame(FxRobot robot) throws Exception {
    Path folder = Files.createDirectories(temp().resolve("trees"));
    Files.copy(TREES, folder.resolve("model.json"));
    Files.writeString(
        folder.resolve("slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: trees\nmodel: {file: model.json}\n");
    window().open(folder);
    tab(robot, Screen.MODEL, 1);

    String said = TestWindow.said(robot, "#origin");
    window().picture("journey-origin");

    assertTrue(said.contains("Converted from XGBoost"), said);
    assertTrue(said.contains("Answers as the original did, on"), said);
    assertTrue(said.contains("of 1e-5 allowed"), said);
    assertTrue(said.contains("Rows with another class\n0"), said);
  }

  @Test
  void findsItsWayInTheGraphByTheKeysAlone(FxRobot robot) throws Exception {
    window().open(LayeredModel.project(temp().resolve("layers"), 3));
    tab(robot, Screen.MODEL, 0);
    window().idle();

    robot.push(new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN));
    robot.write("softmax");
    assertEquals("1 of 3", count(robot));
    robot.push(KeyCode.ENTER);
    assertEquals("2 of 3", count(robot));
    Node graph = robot.lookup("#graph").query();
    robot.interact(graph::requestFocus);
    assertEquals(
        "Softmax, /encoder/layer.1/Softmax, box 14 of 26. Comes from Mul. Goes to Mul.",
        graph.getAccessibleText());

    robot.push(KeyCode.UP);
    robot.push(KeyCode.UP);
    robot.push(KeyCode.ENTER);
    window().idle();
    String said = TestWindow.said(robot, "#node-details");
    window().picture("journey-graph");
    assertTrue(said.contains("MatMul\n/encoder/layer.1/"), said);
    assertTrue(said.contains("constant, float [8 \u00d7 8], 256 B"), said);
    assertTrue(said.contains("Values of its constants"), said);
    assertTrue(said.contains("64 values"), said);

    robot.push(KeyCode.DIGIT0);
    MenuButton parts = robot.lookup("#graph-parts").queryAs(MenuButton.class);
    robot.interact(() -> parts.getItems().getFirst().fire());
    window().idle();
    window().picture("journey-graph-collapsed");
    assertTrue(robot.lookup("#minimap").tryQuery().isPresent());

    robot.interact(() -> parts.getItems().get(1).fire());
    press(robot, "#graph-times");
    String times = TestWindow.said(robot, "#operator-times");
    window().picture("journey-graph-times");
    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertTrue(times.contains("Softmax\n"), times);
    assertTrue(times.contains(" %"), times);
  }

  @Test
  void seesWhatDiffersFromAnotherFile(FxRobot robot) throws Exception {
    window().open(LayeredModel.project(temp().resolve("layers"), 2));
    Path other = Files.write(temp().resolve("other.onnx"), LayeredModel.of(3, 2).toByteArray());
    tab(robot, Screen.MODEL, 3);
    window().willChoose(other);
    press(robot, "#compare-browse");
    press(robot, "#compare-start");

    ListView<?> list = robot.lookup("#differences").queryListView();
    window().picture("journey-compare");
    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertEquals(LayeredModel.A_LAYER + 3, list.getItems().size());
    String card = TestWindow.said(robot, "#graph-comparison");
    assertTrue(card.contains("0 removed \u00b7 8 added \u00b7 3 changed \u00b7 13 the same"), card);

    robot.interact(() -> list.getSelectionModel().select(list.getItems().size() - 1));
    window().picture("journey-compare-changed");
    assertEquals("MatMul. Changed.", robot.lookup("#graph-left").query().getAccessibleText());
    assertEquals("MatMul. Changed.", robot.lookup("#graph-right").query().getAccessibleText());
  }

  private static String count(FxRobot robot) {
    return robot.lookup("#graph-search-count").<Labeled>queryAs(Labeled.class).getText();
  }
}
