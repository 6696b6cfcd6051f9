// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
}
