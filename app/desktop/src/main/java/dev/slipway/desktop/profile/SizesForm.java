// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.profile.SizesViewModel.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// Says how large requests are. Of a model that leaves nothing open it shows nothing.
final class SizesForm extends VBox {

  private final SizesViewModel model;

  SizesForm(SizesViewModel model) {
    super(8);
    this.model = model;
    setId("sizes");
    getStyleClass().addAll("card", "tool-row");
    managedProperty().bind(visibleProperty());
    model.shownProperty().subscribe(this::show);
  }

  private void show(Optional<Shown> shown) {
    setVisible(shown.filter(Shown::isOpen).isPresent());
    getChildren().clear();
    if (isVisible()) {
      fill(shown.orElseThrow());
    }
  }

  private void fill(Shown shown) {
    List<Node> parts = new ArrayList<>();
    shown.typed().forEach((input, text) -> parts.add(field(shown, input, text)));
    Button usual = Ui.button(Texts.of("sizes.usual"), "fth-corner-down-left", model::takeUsual);
    usual.setId("sizes-usual");
    Button state = Ui.button(Texts.of("sizes.state"), "fth-check", model::state);
    state.setId("sizes-state");
    parts.addAll(
        List.of(
            usual, state, UndoButton.of(model.lastChange(), Texts.of("sizes.undo"), "sizes-undo")));
    Label help = Ui.wrapped("", "small");
    help.setId("sizes-help");
    model
        .complaintProperty()
        .subscribe(complaint -> {
          help.setText(complaint.isEmpty() ? now(shown) : complaint);
          help.getStyleClass().removeAll("muted", "invalid");
          help.getStyleClass().add(complaint.isEmpty() ? "muted" : "invalid");
        });
    Runnable check = () -> state.setDisable(!model.isReady());
    shown.typed().values().forEach(text -> text.subscribe(typed -> check.run()));
    getChildren().addAll(new Beside(12, parts.toArray(Node[]::new)), help);
  }

  private static Node field(Shown shown, String input, StringProperty text) {
    var field = new TextField();
    field.setId("sizes-" + input);
    field.setAccessibleText(Texts.of("sizes.of", input));
    field.setTooltip(Ui.tip(Texts.of("begin.sizes-help")));
    field.setPromptText(shown.usual().typed(input));
    field.textProperty().bindBidirectional(text);
    Label name = Ui.label(Texts.of("sizes.of", input), "field-name");
    name.setLabelFor(field);
    name.setMinWidth(USE_PREF_SIZE);
    var row = Ui.row(8, name, Width.FILTER.of(field));
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static String now(Shown shown) {
    return shown
        .measured()
        .map(sizes -> Texts.of("sizes.measured", sizes.shapes(), sizes.because()))
        .orElse(Texts.of("sizes.unmeasured"));
  }
}
