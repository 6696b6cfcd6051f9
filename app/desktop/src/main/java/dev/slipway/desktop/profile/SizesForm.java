// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.profile.SizesViewModel.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// Says how large requests are. Of a model that leaves nothing open it shows nothing.
final class SizesForm extends VBox {

  private final Button usual;
  private final Button state;
  private final Button undo;
  private final CommandLine command = new CommandLine("");
  private final List<Node> below;

  SizesForm(SizesViewModel model) {
    super(8);
    setId("sizes");
    getStyleClass().addAll("card", "tool-row");
    managedProperty().bind(visibleProperty());
    usual = Ui.button(Texts.of("sizes.usual"), "fth-corner-down-left", model::takeUsual);
    usual.setId("sizes-usual");
    state = Ui.button(Texts.of("sizes.state"), "fth-check", model::state);
    state.setId("sizes-state");
    undo = UndoButton.of(model.lastChange(), Texts.of("sizes.undo"), "sizes-undo");
    command.managedProperty().bind(command.visibleProperty());
    model.wantedProperty().subscribe(wanted -> state.setDisable(wanted.isEmpty()));
    model.wantedProperty().subscribe(wanted -> show(model.command()));
    below =
        List.of(
            line("sizes-wrong", model.complaintProperty(), "invalid"),
            line("sizes-measured", model.measuredProperty(), "muted"),
            Ui.wrapped(Texts.of("sizes.help"), "muted", "small"));
    model.fieldsProperty().subscribe(this::show);
  }

  private void show(String line) {
    command.setCommand(line);
    command.setVisible(!line.isEmpty());
  }

  private static Label line(String id, ObservableValue<String> text, String style) {
    Label line = Ui.wrapped("", style, "small");
    line.setId(id);
    line.textProperty().bind(text);
    line.visibleProperty().bind(text.map(said -> !said.isEmpty()));
    line.managedProperty().bind(line.visibleProperty());
    return line;
  }

  private void show(SortedMap<String, Field> fields) {
    setVisible(!fields.isEmpty());
    getChildren().clear();
    if (fields.isEmpty()) {
      return;
    }
    List<Node> row = new ArrayList<>();
    fields.forEach((input, field) -> row.add(typed(input, field)));
    row.addAll(List.of(usual, state, undo, command));
    getChildren().add(new Beside(12, row.toArray(Node[]::new)));
    getChildren().addAll(below);
  }

  private static Node typed(String input, Field of) {
    var field = new TextField();
    field.setId("size-of-" + input);
    field.setAccessibleText(Texts.of("sizes.of", input));
    field.setTooltip(Ui.tip(Texts.of("begin.sizes-help")));
    field.setPromptText(of.usual());
    field.textProperty().bindBidirectional(of.typed());
    Label name = Ui.label(Texts.of("sizes.of", input), "field-name");
    name.setLabelFor(field);
    name.setMinWidth(USE_PREF_SIZE);
    return Ui.row(8, name, Width.FILTER.of(field));
  }
}
