// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.FileField;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What is typed or chosen to ask the model with: a form for each kind of question. Enter asks; in
/// fields of several lines Ctrl+Enter does.
final class RequestForm {

  private static final KeyCombination SEND =
      new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);
  private static final List<String> TOKENIZERS = List.of("*.json", "*.txt");
  private static final List<String> TABLES = List.of("*.csv", "*.parquet", "*.jsonl", "*.ndjson");
  private static final List<String> PICTURES = List.of("*.png", "*.jpg", "*.jpeg");

  private final PlaygroundViewModel model;
  private final Chooser chooser;
  private final Runnable changed;

  /// @param changed told of everything that is typed
  RequestForm(PlaygroundViewModel model, Chooser chooser, Runnable changed) {
    this.model = model;
    this.chooser = chooser;
    this.changed = changed;
  }

  Node of(PlaygroundViewModel.InputKind kind) {
    return switch (kind) {
      case ROW -> row(model.fieldsProperty().get());
      case FILE -> file();
      case TEXT -> text();
      case PICTURE -> picture();
      case REQUEST -> request();
    };
  }

  private Node row(List<RowForm.Field> fields) {
    if (fields.isEmpty()) {
      return Ui.wrapped(Texts.of("play.no-rows"), "muted");
    }
    var grid = new GridPane();
    grid.setHgap(12);
    grid.setVgap(8);
    VBox wrong = Ui.column(6);
    fields.forEach(field -> field(grid, field, wrong));
    VBox form = Ui.column(14, grid, wrong);
    if (model.picker().possible()) {
      form.getChildren().addFirst(new HoldoutBar(model.picker()));
    }
    return form;
  }

  /// @param below where it is said what is wrong with a field
  private void field(GridPane grid, RowForm.Field field, VBox below) {
    var text = new TextField();
    text.setId("play-field-" + field.name());
    text.textProperty().bindBidirectional(field.value());
    text.setOnAction(event -> model.ask());
    GridPane.setHgrow(text, Priority.ALWAYS);
    Label wrong = Ui.wrapped("", "bad-text", "small");
    wrong.setId("play-wrong-" + field.name());
    text.textProperty()
        .subscribe(now -> {
          String said = field.wrong().orElse("");
          wrong.setText(said);
          wrong.setVisible(!said.isEmpty());
          wrong.setManaged(!said.isEmpty());
          text.pseudoClassStateChanged(
              javafx.css.PseudoClass.getPseudoClass("danger"), !said.isEmpty());
          text.setAccessibleText(said.isEmpty() ? field.name() : field.name() + ". " + said);
          changed.run();
        });
    grid.addRow(
        grid.getRowCount(),
        Ui.label(field.name(), "mono"),
        text,
        Ui.label(field.hint(), "muted", "small"));
    below.getChildren().add(wrong);
  }

  private Node file() {
    return Ui.column(
        8,
        new FileField("play", Texts.of("play.file"), model.fileProperty(), TABLES, chooser),
        Ui.wrapped(Texts.of("play.file-help"), "muted", "small"));
  }

  private Node picture() {
    return Ui.column(
        8,
        new FileField(
            "play-picture", Texts.of("play.picture"), model.pictureProperty(), PICTURES, chooser),
        Ui.wrapped(Texts.of("play.picture-help"), "muted", "small"));
  }

  private Node text() {
    var area = area("play-text-typed", Texts.of("play.text"), 8);
    area.setPromptText(Texts.of("play.text"));
    area.setWrapText(true);
    area.textProperty().bindBidirectional(model.textProperty());
    return Ui.column(
        8,
        area,
        new FileField(
            "play-tokenizer",
            Texts.of("play.tokenizer"),
            model.tokenizerProperty(),
            TOKENIZERS,
            chooser),
        Ui.wrapped(Texts.of("play.text-help"), "muted", "small"));
  }

  private Node request() {
    var area = area("play-request-text", Texts.of("play.request"), 20);
    area.getStyleClass().add("mono");
    area.textProperty().bindBidirectional(model.requestProperty());
    String help = model.tooLong().orElse(Texts.of("play.request-help"));
    return Ui.column(8, area, Ui.wrapped(help, "muted", "small"));
  }

  private TextArea area(String id, String name, int rows) {
    var area = new TextArea();
    area.setId(id);
    area.setAccessibleText(name);
    area.setPrefRowCount(rows);
    area.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (SEND.match(event)) {
            model.ask();
            event.consume();
          }
        });
    return area;
  }
}
