// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/// Holds a screen that is made when it is first shown, and kept: a start makes one screen, not all.
public final class WhenShown extends StackPane {

  public WhenShown(Supplier<Node> screen) {
    sceneProperty()
        .subscribe(scene -> {
          if (getChildren().isEmpty()) {
            Optional.ofNullable(scene).ifPresent(shown -> getChildren().add(screen.get()));
          }
        });
  }
}
