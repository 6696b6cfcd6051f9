// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.settings;

import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Pills;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Appearance;
import dev.slipway.desktop.session.Appearance.ThemeChoice;
import java.util.List;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

/// Lets the user choose the theme, the size of the text, and whether things move.
final class LookCard {

  private LookCard() {}

  static Card of(Appearance appearance) {
    var themes =
        new Pills(
            List.of(ThemeChoice.values()),
            appearance.themeProperty(),
            theme -> Texts.of("settings.theme-" + Words.id(theme)),
            (theme, button) -> button.setId("theme-" + Words.id(theme)));
    var sizes =
        new Pills(
            Appearance.TEXT_SIZES,
            appearance.textSizeProperty(),
            size -> Texts.of("settings.percent", size),
            (size, button) -> button.setId("text-size-" + size));
    var still = new CheckBox(Texts.of("settings.still"));
    still.setId("still");
    still.selectedProperty().bindBidirectional(appearance.stillProperty());
    var card =
        new Card(
            Texts.of("settings.look"),
            Texts.of("settings.look-below"),
            Ui.column(
                0,
                setting("settings.theme", themes),
                setting("settings.text-size", sizes),
                setting("settings.motion", still)));
    card.setId("settings-look");
    return card;
  }

  /// A name and what is chosen, below each other where the window is narrow.
  static FlowPane setting(String key, Node choice) {
    Label name = Ui.label(Texts.of(key), "setting-name");
    name.setLabelFor(choice);
    var row = new FlowPane(12, 6, name, choice);
    row.setRowValignment(VPos.CENTER);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("setting");
    return row;
  }
}
