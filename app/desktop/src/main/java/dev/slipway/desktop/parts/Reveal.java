// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/// Scrolls to what is below.
public final class Reveal {

  private Reveal() {}

  /// Scrolls what holds a node until it begins at the top, or is there as a whole.
  public static void whole(Node node) {
    for (Node each = node.getParent(); each != null; each = each.getParent()) {
      if (each instanceof ScrollPane scroll) {
        scroll(scroll, node);
      }
    }
  }

  private static void scroll(ScrollPane scroll, Node node) {
    scroll.layout();
    Bounds all = scroll.getContent().getLayoutBounds();
    Bounds within = scroll.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
    double hidden = all.getHeight() - scroll.getViewportBounds().getHeight();
    if (hidden > 0) {
      scroll.setVvalue(Math.clamp(within.getMinY() / hidden, 0, 1));
    }
  }
}
