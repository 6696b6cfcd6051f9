// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.desktop.cost.PlanEditViewModel.Edited;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Edits the choice that is selected in the table above it.
final class PlanEditor extends VBox {

  private final PlanEditViewModel model;
  private final TextField value;
  private final TextField note;
  private final Button set = Ui.primary(Texts.of("by-hand.set"), "fth-check", this::set);
  private final Button reset;
  private final Button undo;
  private final CommandLine command = new CommandLine("");

  PlanEditor(PlanEditViewModel model) {
    super(8);
    this.model = model;
    setId("plan-editor");
    value = field("by-hand-value", "by-hand.value", model.valueProperty());
    note = field("by-hand-note", "by-hand.note", model.noteProperty());
    note.setPromptText(Texts.of("by-hand.note-prompt"));
    set.setId("by-hand-set");
    reset = Ui.button(Texts.of("by-hand.reset"), "fth-x", model::reset);
    reset.setId("by-hand-reset");
    reset.setTooltip(Ui.tip(Texts.of("by-hand.reset-tip")));
    undo = Ui.button(Texts.of("by-hand.undo"), "fth-rotate-ccw", model.lastChange()::undo);
    undo.setId("by-hand-undo");
    model.editedProperty().subscribe(this::show);
    model.valueProperty().subscribe(typed -> check());
    model.noteProperty().subscribe(typed -> check());
    model.lastChange().writtenProperty().subscribe(change -> undo.setDisable(change.isEmpty()));
  }

  private TextField field(String id, String name, StringProperty text) {
    var field = new TextField();
    field.setId(id);
    field.setAccessibleText(Texts.of(name));
    field.textProperty().bindBidirectional(text);
    field.setOnAction(enter -> set());
    return field;
  }

  /// Puts the cursor where the value is typed.
  void edit() {
    if (value.getScene() != null) {
      value.requestFocus();
      value.selectAll();
    }
  }

  private void set() {
    if (model.isReady()) {
      model.set();
    } else {
      note.requestFocus();
    }
  }

  private void check() {
    set.setDisable(!model.isReady());
    command.setCommand(model.command());
  }

  private void show(Optional<Edited> edited) {
    getChildren().clear();
    if (edited.isEmpty()) {
      getChildren().add(Ui.wrapped(Texts.of("by-hand.hint"), "muted"));
      return;
    }
    Edited one = edited.get();
    HBox name = Ui.row(8, Ui.wrapped(one.key().title(), "strong"));
    if (one.set().isPresent()) {
      name.getChildren().add(Ui.chip(Texts.of("by-hand.chip"), Tone.UNSURE));
    }
    getChildren().add(name);
    if (!one.isSettable()) {
      getChildren()
          .add(Ui.wrapped(Texts.of("by-hand.elsewhere", one.elsewhere().orElse("")), "muted"));
      return;
    }
    String unit = one.key().unit().equals("count") ? "" : one.key().unit();
    var typed = Ui.row(6, Width.FIELD.of(value), Ui.label(unit, "muted"));
    typed.setMinWidth(USE_PREF_SIZE);
    var buttons = Ui.row(8, set, reset, undo);
    buttons.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(new Beside(8, typed, Ui.grow(Width.WORDS.of(note)), buttons), command);
    reset.setDisable(one.set().isEmpty());
    check();
  }
}
