// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Lists the keys: those of each action, and those that work within a screen.
final class KeysPane extends VBox {

  private static final List<String> MOVES = List.of("tab", "arrows", "space", "table", "escape");

  private final Button done;

  KeysPane(List<Command> commands, Runnable close) {
    super(14);
    getStyleClass().addAll("card", "dialog", "keys-list");
    setId("keys");
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    setAccessibleRole(AccessibleRole.DIALOG);
    setAccessibleText(Texts.of("keys.title"));
    VBox rows = Ui.column(0);
    commands.stream()
        .filter(command -> !command.key().isEmpty())
        .forEach(command -> rows.getChildren().add(row(command.title(), command.keyText())));
    rows.getChildren().add(row(Texts.of("command.keys"), "?"));
    rows.getChildren().add(Ui.label(Texts.of("keys.moving"), "field-name", "keys-part"));
    MOVES.forEach(move ->
        rows.getChildren().add(row(Texts.of("keys." + move), Texts.of("keys." + move + "-name"))));
    ScrollPane scroll = Ui.scroll(rows);
    scroll.setId("keys-scroll");
    scroll.setMinHeight(120);
    done = Ui.primary(Texts.of("action.close"), "fth-check", close);
    done.setId("keys-close");
    done.setDefaultButton(true);
    HBox foot = Ui.row(10, Ui.spacer(), done);
    getChildren()
        .addAll(
            Ui.column(
                2,
                Ui.label(Texts.of("keys.title"), "dialog-title"),
                Ui.label(Texts.of("keys.below"), "muted", "small")),
            scroll,
            foot);
  }

  /// Puts the focus on its button: Enter closes it then, and so does Esc.
  void begin() {
    done.requestFocus();
  }

  private static HBox row(String what, String keys) {
    HBox row = Ui.row(12, Ui.wrapped(what), Ui.spacer(), Ui.chip(keys, "key"));
    row.getStyleClass().add("list-row");
    row.setAccessibleText(what + ": " + keys);
    return row;
  }
}
