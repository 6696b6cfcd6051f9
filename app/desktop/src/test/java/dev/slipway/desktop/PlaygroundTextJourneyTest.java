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
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/// How users try a model that reads text; this one answers the tokens that it was given.
final class PlaygroundTextJourneyTest extends Journey {

  private static final int INT64 = 7;

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1280, 860);
  }

  @Test
  void showsTheTokensThatTheTextBecameAndTheAnswer(FxRobot robot) throws Exception {
    Path folder = Files.createDirectories(temp().resolve("sea"));
    Files.write(folder.resolve("model.onnx"), echo().toByteArray());
    Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nsea\n##s\n");
    Files.writeString(
        folder.resolve("slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: sea\nmodel: {file: model.onnx}\n");
    window().open(folder);
    tab(robot, Screen.MODEL, 2);
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
    assertTrue(pane.contains("--text \"The seas shine\" --tokenizer "), pane);
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
