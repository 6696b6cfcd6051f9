// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.LimitBar;
import dev.slipway.desktop.parts.Ui;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// An objective: what was found against what is demanded. It leads to where that is found. It is no
/// button, since a button has no room for words that wrap.
final class TileCard extends VBox {

  private final Runnable open;

  TileCard(Tile tile, Runnable open) {
    super(5);
    this.open = open;
    getStyleClass().addAll("card", "tile");
    getChildren().addAll(title(tile), number(tile));
    tile.gauge()
        .ifPresent(gauge ->
            getChildren()
                .add(
                    new LimitBar(gauge.value(), gauge.limit(), gauge.lessIsBetter(), tile.tone())));
    Label word = whole(Ui.label(tile.word(), "verdict", tile.tone().styleClass()));
    getChildren().add(Ui.row(6, Ui.sign(tile.tone()), word));
    if (!tile.conditions().isEmpty()) {
      // A line may end before an interval, not within it.
      String unbroken = tile.conditions().replace(" to ", "\u00a0to\u00a0");
      getChildren().add(Ui.wrapped(unbroken, "muted", "small"));
    }
    setAccessibleRole(AccessibleRole.BUTTON);
    setAccessibleText(
        String.join(
            " ",
            tile.title(),
            tile.value().map(Formats.Quantity::toString).orElse(""),
            tile.stated(),
            tile.word(),
            tile.conditions()));
    if (!tile.because().isBlank()) {
      Tooltip.install(this, Ui.tip(tile.because()));
    }
    setFocusTraversable(true);
    setOnMouseClicked(event -> open.run());
    setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
        event.consume();
        open.run();
      }
    });
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.FIRE) {
      open.run();
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }

  private static HBox title(Tile tile) {
    Label title = Ui.label(tile.title(), "figure-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = Ui.row(8, title);
    if (tile.value().isPresent() && !tile.stated().isEmpty()) {
      Label limit = Ui.label(tile.stated(), "muted", "small");
      limit.setMinWidth(Region.USE_PREF_SIZE);
      row.getChildren().addAll(Ui.spacer(), limit);
    }
    return row;
  }

  /// A word that is never cut.
  private static Label whole(Label label) {
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private static HBox number(Tile tile) {
    HBox row =
        tile.value()
            .map(value ->
                Ui.row(
                    6,
                    whole(Ui.label(value.number(), "figure-number")),
                    whole(Ui.label(value.unit(), "figure-unit"))))
            .orElseGet(() -> Ui.row(6, whole(Ui.label(tile.stated(), "figure-limit"))));
    row.setAlignment(Pos.BASELINE_LEFT);
    return row;
  }
}
