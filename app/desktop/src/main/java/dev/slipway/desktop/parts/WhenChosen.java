// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tab;

/// A tab whose content is made when it is first chosen, and kept: a screen makes one of its tabs,
/// not all.
public final class WhenChosen extends Tab {

  public WhenChosen(String name, String id, Supplier<? extends Node> content) {
    super(name);
    setId(id);
    setClosable(false);
    selectedProperty()
        .subscribe(chosen -> {
          if (chosen && getContent() == null) {
            setContent(Ui.whole(content.get()));
          }
        });
  }
}
