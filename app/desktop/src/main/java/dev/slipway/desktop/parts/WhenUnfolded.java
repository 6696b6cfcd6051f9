// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.TitledPane;

/// A part that is folded away, and whose content is made when it is first unfolded, and kept.
public final class WhenUnfolded extends TitledPane {

  public WhenUnfolded(String title, String id, Supplier<? extends Node> content) {
    super(title, null);
    setId(id);
    setAnimated(false);
    setExpanded(false);
    expandedProperty()
        .subscribe(unfolded -> {
          if (unfolded && getContent() == null) {
            setContent(content.get());
          }
        });
  }
}
