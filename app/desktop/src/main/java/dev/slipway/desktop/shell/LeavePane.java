// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Unwritten;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks what becomes of something typed that was not written: save, discard or stay.
final class LeavePane extends VBox {

  private final Button stay;

  /// @param answer runs what the user chose, once this is closed
  LeavePane(
      Unwritten.Draft draft, Unwritten unwritten, java.util.function.Consumer<Runnable> answer) {
    super(14);
    getStyleClass().addAll("card", "dialog");
    setId("leave");
    setMaxSize(560, Region.USE_PREF_SIZE);
    setAccessibleRole(AccessibleRole.DIALOG);
    String title = Texts.of("leave.title", draft.what());
    setAccessibleText(title);
    Button save =
        Ui.primary(Texts.of("leave.save"), "fth-check", () -> answer.accept(unwritten::save));
    save.setId("leave-save");
    save.setDisable(!draft.isWritable());
    Button discard =
        Ui.button(
            Texts.of("leave.discard"), "fth-trash-2", () -> answer.accept(unwritten::discard));
    discard.setId("leave-discard");
    stay = Ui.button(Texts.of("leave.stay"), "fth-x", () -> answer.accept(unwritten::stay));
    stay.setId("leave-stay");
    HBox buttons = Ui.row(10, Ui.spacer(), stay, discard, save);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .addAll(
            Ui.row(10, Ui.sign(Tone.UNSURE), Ui.grow(Ui.wrapped(title, "dialog-title"))),
            Ui.wrapped(Texts.of(draft.isWritable() ? "leave.text" : "leave.not-writable")),
            buttons);
  }

  /// Puts the focus where nothing is lost.
  void begin() {
    stay.requestFocus();
  }
}
