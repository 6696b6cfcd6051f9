// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Screen;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// From a dropped file of each kind to a project.
final class EveryKindJourneyTest extends Journey {

  /// The pages of the assistant.
  private static final int PAGES = 5;

  @Start
  void start(Stage stage) throws Exception {
    show(stage, 1200, 800);
  }

  @ParameterizedTest
  @Tag("nightly")
  @ValueSource(booleans = {true, false})
  void makesAProjectOfAnyKind(boolean mouse, FxRobot robot) throws Exception {
    for (var kind : DroppedModels.ofEachKind(temp()).entrySet()) {
      begin(robot, kind, mouse);
    }
  }

  private void begin(FxRobot robot, Map.Entry<String, Path> kind, boolean mouse) throws Exception {
    Path folder = dropped(robot, kind.getKey(), kind.getValue());
    if (mouse) {
      TestWindow.click(robot, "#bare-begin");
    } else {
      robot.push(KeyCode.SPACE);
    }
    for (int page = 0; page < PAGES; page++) {
      if (mouse) {
        TestWindow.click(robot, "#assistant-next");
      } else {
        robot.push(KeyCode.ENTER);
      }
      window().idle();
    }
    assertBegun(folder);
  }

  /// What holds weights and no model, or what nothing can be made of, is named with the way on.
  @Test
  void readsTheNameOfAKindThatCannotBeTakenAndTheWayOn(FxRobot robot) throws Exception {
    byte[] header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] weights =
        ByteBuffer.allocate(8 + header.length + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .putFloat(1)
            .array();
    Path file = Files.write(temp().resolve("model.safetensors"), weights);

    drop(file);
    String said = TestWindow.said(robot, "#problem");
    window().picture("journey-safetensors");

    assertTrue(said.contains("safetensors"), said);
    assertTrue(said.contains("ONNX"), said);
    assertTrue(robot.lookup("#bare-begin").tryQuery().isEmpty(), "nothing to begin with");
  }

  /// Drops a copy, and reads that nothing was written beside it.
  private Path dropped(FxRobot robot, String kind, Path model) throws Exception {
    Path folder = Files.createDirectories(temp().resolve("of-" + model.getFileName()));
    Path copy = Files.copy(model, folder.resolve(model.getFileName()));

    drop(copy);

    String head = TestWindow.said(robot, "#bare-head");
    assertTrue(head.contains(kind.replaceAll(",.*", "")), kind + ": " + head);
    try (var files = Files.list(folder)) {
      assertEquals(List.of(copy), files.toList());
    }
    return folder;
  }

  private void assertBegun(Path folder) throws Exception {
    TestWindow.await(() ->
        window().session().project().map(open -> open.folder().equals(folder)).orElse(false)
            || window().session().problemProperty().get().isPresent());
    window().idle();
    assertEquals(Optional.empty(), window().session().problemProperty().get());
    assertEquals(folder, window().session().project().orElseThrow().folder());
    assertEquals(Screen.OVERVIEW, window().session().screenProperty().get());
    assertTrue(Files.exists(folder.resolve("slipway.yaml")));
  }

  private void drop(Path file) throws Exception {
    WaitForAsyncUtils.waitForAsyncFx(5000, () -> window().shell().dropped(List.of(file.toFile())));
    window().idle();
  }
}
