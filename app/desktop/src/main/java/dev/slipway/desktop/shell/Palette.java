// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The palette: type some letters, press Enter, and reach every screen and every action.
final class Palette extends VBox {

  private static final int MOST_ROWS = 9;

  private final PaletteViewModel model;
  private final Runnable close;
  private final TextField query = new TextField();
  private final ListView<Command> list = new ListView<>();

  Palette(PaletteViewModel model, Runnable close) {
    this.model = model;
    this.close = close;
    getStyleClass().add("palette");
    setMaxSize(620, Region.USE_PREF_SIZE);
    query.setId("palette-query");
    query.setPromptText(Texts.of("palette.prompt"));
    query.setAccessibleText(Texts.of("palette.prompt"));
    query.textProperty().bindBidirectional(model.queryProperty());
    query.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    list.setId("palette-list");
    list.setItems(model.found());
    list.setAccessibleText(Texts.of("palette.list"));
    list.setFocusTraversable(false);
    list.setCellFactory(view -> new CommandCell());
    list.prefHeightProperty()
        .bind(
            list.fixedCellSizeProperty()
                .multiply(Bindings.min(MOST_ROWS, Bindings.max(1, Bindings.size(model.found()))))
                .add(2));
    list.setPlaceholder(Ui.label(Texts.of("palette.none"), "muted"));
    model.markedProperty().subscribe(at -> mark(at.intValue()));
    model.found().subscribe(() -> mark(model.markedProperty().get()));
    HBox field = Ui.row(10, Ui.icon("fth-search", "muted-icon"), Ui.grow(query));
    field.getStyleClass().add("palette-field");
    getChildren().addAll(field, list, hint());
  }

  /// Puts the cursor into the field.
  void begin() {
    query.requestFocus();
    mark(0);
  }

  private HBox hint() {
    HBox hint = Ui.row(14, Ui.label(Texts.of("palette.hint"), "muted", "small"));
    hint.getStyleClass().add("palette-hint");
    return hint;
  }

  private void mark(int at) {
    list.getSelectionModel().clearAndSelect(at);
    list.scrollTo(Math.max(0, at - 4));
  }

  private void onKey(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> model.move(1);
      case UP -> model.move(-1);
      case PAGE_DOWN -> model.move(8);
      case PAGE_UP -> model.move(-8);
      case ENTER -> run();
      case ESCAPE -> close.run();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void run() {
    model
        .chosen()
        .filter(Command::available)
        .ifPresent(command -> {
          close.run();
          command.action().run();
        });
  }

  private final class CommandCell extends ListCell<Command> {
    CommandCell() {
      setOnMouseClicked(event -> {
        if (!isEmpty()) {
          model.markedProperty().set(getIndex());
          run();
        }
      });
    }

    @Override
    protected void updateItem(Command command, boolean empty) {
      super.updateItem(command, empty);
      setText(null);
      if (empty) {
        setGraphic(null);
        return;
      }
      Label title = Ui.label(command.title(), command.available() ? "palette-title" : "muted");
      Label line =
          Ui.label(
              command.available()
                  ? Formats.home(command.commandLine())
                  : Texts.of("palette.unavailable"),
              command.available() ? "mono" : "muted",
              "small",
              "muted");
      HBox row = Ui.row(12, Ui.icon(command.icon(), "muted-icon"), title, Ui.spacer(), line);
      title.setMinWidth(Region.USE_PREF_SIZE);
      line.setMaxWidth(250);
      if (!command.key().isEmpty()) {
        row.getChildren().add(Ui.chip(command.keyText(), "key"));
      }
      setGraphic(row);
      setAccessibleText(command.title());
    }
  }
}
