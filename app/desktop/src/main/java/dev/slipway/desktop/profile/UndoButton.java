// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.LastChange;
import javafx.scene.control.Button;

/// Undoes the last change of a screen while that is possible. Each screen makes one, once: the
/// button follows the change for ever.
final class UndoButton {

  private UndoButton() {}

  static Button of(LastChange last, String name, String id) {
    Button undo = Ui.button(name, "fth-rotate-ccw", last::undo);
    undo.setId(id);
    last.writtenProperty().subscribe(change -> undo.setDisable(change.isEmpty()));
    return undo;
  }
}
