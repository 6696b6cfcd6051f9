// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.slipway.desktop.session.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// How users try a model that reads text; this one answers the tokens that it was given.
@ExtendWith(ApplicationExtension.class)
final class PlaygroundTextJourneyTest {

  private static final int INT64 = 7;

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
  void showsTheTokensThatTheTextBecameAndTheAnswer(FxRobot robot) throws Exception {
    Path folder = Files.createDirectories(temp.resolve("sea"));
    Files.write(folder.resolve("model.onnx"), echo().toByteArray());
    Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nsea\n##s\n");
    Files.writeString(
        folder.resolve("slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: sea\nmodel: {file: model.onnx}\n");
    window().open(folder);
    window().go(Screen.MODEL);
    window().idle();
    TabPane tabs = robot.lookup("#model-tabs").queryAs(TabPane.class);
    robot.interact(() -> tabs.getSelectionModel().select(2));
    TextArea text = robot.lookup("#play-text-typed").queryAs(TextArea.class);
    robot.interact(() -> text.setText("The seas shine"));

    press(robot, "#play-ask");
    window().picture("journey-play-text");
    press(robot, "#play-copy-tokens");

    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertEquals(
        List.of("[CLS]", "the", "sea", "##s", "[UNK]", "[SEP]"),
        robot.lookup("#play-tokens .chip").queryAllAs(Label.class).stream()
            .map(Label::getText)
            .toList());
    assertEquals("[CLS] the sea ##s [UNK] [SEP]", copied());
    String answer = TestWindow.said(robot, "#answer");
    assertTrue(answer.contains("same.1\n4"), answer);
    String pane = TestWindow.said(robot, "#playground");
    assertTrue(pane.contains("--text 'The seas shine' --tokenizer "), pane);
  }

  private void press(FxRobot robot, String button) throws Exception {
    robot.interact(() -> robot.lookup(button).<ButtonBase>queryAs(ButtonBase.class).fire());
    window().idle();
  }

  private static String copied() throws Exception {
    return WaitForAsyncUtils.waitForAsyncFx(5000, () -> Clipboard.getSystemClipboard().getString());
  }

  private static ModelProto echo() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(
            GraphProto.newBuilder()
                .setName("echo")
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput("input_ids")
                        .addOutput("same"))
                .addInput(row("input_ids"))
                .addOutput(row("same")))
        .build();
  }

  private static ValueInfoProto row(String name) {
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimParam("batch"))
            .addDim(Dimension.newBuilder().setDimParam("sequence"));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(INT64).setShape(shape)))
        .build();
  }
}
