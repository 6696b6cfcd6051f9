// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/// Keeps the focus where the user was: what a screen draws anew takes it back by its id. Where it
/// is gone for good, the side bar's entry of the screen has it.
final class FocusKeeper {

  private final Node room;

  /// Whether what has the focus is part of the screen; it is no longer, once it was removed.
  private boolean inside;

  private FocusKeeper(Node room) {
    this.room = room;
  }

  /// @param room holds the screens
  static void over(Node room) {
    var keeper = new FocusKeeper(room);
    room.sceneProperty().subscribe(scene -> Optional.ofNullable(scene).ifPresent(keeper::follow));
  }

  private void follow(Scene scene) {
    scene
        .focusOwnerProperty()
        .subscribe((before, now) -> {
          boolean removed = inside && before != null && !scene.equals(before.getScene());
          inside = within(now);
          if (removed && !inside) {
            again(before).ifPresent(Node::requestFocus);
          }
        });
  }

  private Optional<Node> again(Node before) {
    return Optional.ofNullable(before.getId())
        .map(id -> room.lookup("#" + id))
        .filter(node -> node.isFocusTraversable() && !node.isDisabled());
  }

  private boolean within(@Nullable Node node) {
    for (Node each = node; each != null; each = each.getParent()) {
      if (each.equals(room)) {
        return true;
      }
    }
    return false;
  }
}
