// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.TokenModel;
import dev.slipway.desktop.profile.SizesViewModel.Shown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.beans.property.StringProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How large requests are is stated where the next measurement is chosen.
final class SizesViewModelTest {

  @TempDir private Path temp;

  @Test
  void writesTheSizesThatAreTypedAndTakesThemBack() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      Path project = TokenModel.project(temp.resolve("texts"), "tokens");
      recorded.session().open(project);
      String before = yaml(project);
      var model = new SizesViewModel(recorded.session());

      type(model, "tokens", "1x16,16,128");

      assertEquals(
          "slipway set " + project + " \"model.inputs.tokens={shape: [1, [16, 16, 128]]}\"",
          model.commandProperty().get());
      model.state();
      String stated = yaml(project);
      assertEquals(
          before.replace(
              "model: {file: model.onnx}",
              "model: {file: model.onnx, inputs: {tokens: {shape: [1, [16, 16, 128]]}}}"),
          stated);
      assertEquals("1x16,16,128", shown(model).stated().typed("tokens"));
      assertFalse(model.isReady(), "it is stated");

      model.lastChange().undo();

      assertEquals(before, yaml(project));
      assertEquals("", field(model, "tokens").get());
      recorded
          .session()
          .actions()
          .set(
              recorded.session().project().orElseThrow(),
              new TreeMap<>(Map.of("model.inputs.tokens", "{shape: [1, [16, 16, 128]]}")));
      assertEquals(stated, yaml(project), "the command states the same");
    }
  }

  @Test
  void saysWhyASizeCannotBeStatedAndWritesNothing() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      Path project = TokenModel.project(temp.resolve("texts"), "tokens");
      recorded.session().open(project);
      String before = yaml(project);
      var model = new SizesViewModel(recorded.session());

      type(model, "tokens", "1x16x3");
      assertEquals(
          "The shape stated for the input 'tokens' does not fit the model. It has 2 axes, and 3"
              + " sizes are stated.",
          model.complaintProperty().get());
      model.state();
      type(model, "tokens", "long");
      assertTrue(model.complaintProperty().get().startsWith("'long' is no shape. "));
      model.state();

      assertEquals(before, yaml(project));
      assertEquals(Optional.empty(), recorded.problem());
    }
  }

  @Test
  void statesSizesOfAnInputWithAPointInItsNameThoughNoCommandDoes() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      Path project = TokenModel.project(temp.resolve("texts"), "input.1");
      recorded.session().open(project);
      var model = new SizesViewModel(recorded.session());

      model.takeUsual();
      assertEquals("", model.commandProperty().get());
      model.state();

      assertEquals("1x16000", shown(model).stated().typed("input.1"));
      assertEquals(Optional.empty(), recorded.problem());
      type(model, "input.1", " ");
      model.state();
      assertTrue(shown(model).stated().isEmpty(), yaml(project));
    }
  }

  @Test
  void asksNothingWhereTheModelLeavesNoSizeOpen() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      assertFalse(shown(new SizesViewModel(recorded.session())).isOpen());
    }
  }

  private static void type(SizesViewModel model, String input, String text) {
    field(model, input).set(text);
  }

  private static StringProperty field(SizesViewModel model, String input) {
    return Optional.ofNullable(shown(model).typed().get(input)).orElseThrow();
  }

  private static Shown shown(SizesViewModel model) {
    return model.shownProperty().get().orElseThrow();
  }

  private static String yaml(Path project) throws Exception {
    return Files.readString(project.resolve("slipway.yaml"));
  }
}
