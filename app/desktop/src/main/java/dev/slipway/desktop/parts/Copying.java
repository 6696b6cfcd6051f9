// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// Puts text on the clipboard.
public final class Copying {

  private Copying() {}

  public static void copy(String text) {
    var content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  /// A button that copies what there is when it is pressed.
  public static Button button(String name, String id, Supplier<String> text) {
    Button button = Ui.button(name, "fth-copy", () -> copy(text.get()));
    button.setId(id);
    return button;
  }
}
