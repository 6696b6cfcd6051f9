// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A framed part of a screen with a title, a line below it, and something at its right end.
public final class Card extends VBox {

  private final HBox head;
  private final Label subtitle;

  public Card(String title, String below, Node... content) {
    super(14);
    getStyleClass().add("card");
    Label name = Ui.label(title, "card-title");
    subtitle = Ui.label(below, "card-subtitle");
    VBox titles = below.isEmpty() ? Ui.column(2, name) : Ui.column(2, name, subtitle);
    titles.setMinWidth(0);
    head = Ui.row(12, titles, Ui.spacer());
    head.setMinHeight(Region.USE_PREF_SIZE);
    getChildren().add(head);
    getChildren().addAll(content);
    setAccessibleRole(AccessibleRole.PARENT);
    setAccessibleText(title);
    setMinHeight(Region.USE_PREF_SIZE);
  }

  /// Puts something at the right end of the title.
  public Card with(Node node) {
    head.getChildren().add(node);
    return this;
  }
}
