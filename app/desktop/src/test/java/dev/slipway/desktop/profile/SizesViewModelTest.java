// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.TokenModel;
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
          model.command());
      model.state();
      String stated = yaml(project);
      assertEquals(
          before.replace(
              "model: {file: model.onnx}",
              "model: {file: model.onnx, inputs: {tokens: {shape: [1, [16, 16, 128]]}}}"),
          stated);
      assertEquals(Optional.empty(), model.wantedProperty().get(), "it is stated");

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
      assertTrue(
          model.complaintProperty().get().endsWith("Write it like 1x3x640x640 or 1x16,32,128."));
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
      String before = yaml(project);
      var model = new SizesViewModel(recorded.session());

      model.takeUsual();
      assertEquals("", model.command());
      model.state();

      assertTrue(yaml(project).contains("inputs: {input.1: {shape: [1, 16000]}}"), yaml(project));
      assertEquals(Optional.empty(), recorded.problem());
      type(model, "input.1", " ");
      model.state();
      assertEquals(before, yaml(project));
    }
  }

  @Test
  void asksNothingWhereTheModelLeavesNoSizeOpen() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var model = new SizesViewModel(recorded.session());

      assertEquals(Map.of(), model.fieldsProperty().get());
    }
  }

  /// Two projects may have one model.
  @Test
  void keepsWhatIsTypedWithinTheProjectThatItWasTypedFor() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      Path one = TokenModel.project(temp.resolve("one"), "tokens");
      Path other = TokenModel.project(temp.resolve("other"), "tokens");
      recorded.session().open(one);
      var model = new SizesViewModel(recorded.session());

      type(model, "tokens", "1x16");
      recorded.session().reload();
      assertEquals("1x16", field(model, "tokens").get(), "the same project, read again");
      recorded.session().open(other);

      assertEquals("", field(model, "tokens").get());
      assertEquals(Optional.empty(), model.wantedProperty().get());
    }
  }

  private static void type(SizesViewModel model, String input, String text) {
    field(model, input).set(text);
  }

  private static StringProperty field(SizesViewModel model, String input) {
    return Optional.ofNullable(model.fieldsProperty().get().get(input)).orElseThrow().typed();
  }

  private static String yaml(Path project) throws Exception {
    return Files.readString(project.resolve("slipway.yaml"));
  }
}
