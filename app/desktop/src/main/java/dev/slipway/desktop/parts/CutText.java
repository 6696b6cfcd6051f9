// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;

/// Tells the whole of a text that has no room: while it is cut, a tooltip has it.
public final class CutText {

  private CutText() {}

  /// Where a node has a tooltip of its own, that one stays.
  public static void told(Labeled node) {
    if (node.getProperties().putIfAbsent(CutText.class, true) != null) {
      return;
    }
    node.textTruncatedProperty()
        .subscribe(cut -> {
          if (cut && node.getTooltip() == null) {
            Tooltip whole = Ui.tip("");
            whole.textProperty().bind(node.textProperty());
            node.setTooltip(whole);
          }
        });
  }
}
