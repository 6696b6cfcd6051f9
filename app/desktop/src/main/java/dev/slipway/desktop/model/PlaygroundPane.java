// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Words;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.model.PlaygroundViewModel.Field;
import dev.slipway.desktop.model.PlaygroundViewModel.InputKind;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.FileField;
import dev.slipway.desktop.parts.JobCard;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Asks the model about a row, a file, a text or a request, and shows what it answers.
final class PlaygroundPane extends HBox {

  private static final List<String> TOKENIZERS = List.of("*.json", "*.txt");
  private static final List<String> TABLES = List.of("*.csv", "*.parquet", "*.jsonl", "*.ndjson");

  private final PlaygroundViewModel model;
  private final Chooser chooser;
  private final StackPane question = new StackPane();
  private final StackPane answer = new StackPane();
  private final CommandLine command;
  private final Button ask;

  PlaygroundPane(PlaygroundViewModel model, Chooser chooser) {
    super(16);
    this.model = model;
    this.chooser = chooser;
    getStyleClass().add("tab-content");
    setId("playground");
    command = new CommandLine(model.command());
    ask = Ui.primary(Texts.of("play.ask"), "fth-play", model::ask);
    ask.setId("play-ask");
    Card asked =
        new Card(Texts.of("play.title"), Texts.of("play.below"), kinds(), question, foot());
    VBox.setVgrow(question, Priority.ALWAYS);
    var left = Ui.scroll(asked);
    left.setMinWidth(470);
    left.setPrefWidth(470);
    getChildren().addAll(left, Ui.grow(answer));
    model.inputKindProperty().subscribe(kind -> showQuestion());
    model.fieldsProperty().subscribe(fields -> showQuestion());
    model.fileProperty().subscribe(file -> refresh());
    model.requestProperty().subscribe(request -> refresh());
    model.textProperty().subscribe(text -> refresh());
    model.tokenizerProperty().subscribe(file -> refresh());
    model.runningProperty().subscribe(job -> showAnswer());
    model.answersProperty().subscribe(answers -> showAnswer());
  }

  private HBox foot() {
    return Ui.row(12, ask, Ui.spacer(), command);
  }

  private HBox kinds() {
    var group = new ToggleGroup();
    ToggleButton text = kind(InputKind.TEXT, "center-pill");
    text.visibleProperty().bind(model.takesTextProperty());
    text.managedProperty().bind(model.takesTextProperty());
    var row =
        new HBox(
            kind(InputKind.ROW, "left-pill"),
            kind(InputKind.FILE, "center-pill"),
            text,
            kind(InputKind.REQUEST, "right-pill"));
    row.getChildren().forEach(node -> ((ToggleButton) node).setToggleGroup(group));
    return row;
  }

  private ToggleButton kind(InputKind kind, String pill) {
    String name = Words.id(kind);
    var button = new ToggleButton(Texts.of("play.way-" + name));
    button.setId("play-" + name);
    button.getStyleClass().addAll(pill, "tier");
    button.setOnAction(event -> {
      button.setSelected(true);
      model.inputKindProperty().set(kind);
    });
    model.inputKindProperty().subscribe(now -> button.setSelected(now == kind));
    return button;
  }

  private void refresh() {
    ask.setDisable(!model.ready());
    command.setCommand(model.command());
  }

  private void showQuestion() {
    question
        .getChildren()
        .setAll(
            switch (model.inputKindProperty().get()) {
              case ROW -> form(model.fieldsProperty().get());
              case FILE -> file();
              case TEXT -> text();
              case REQUEST -> request();
            });
    refresh();
  }

  private Node form(List<Field> fields) {
    if (fields.isEmpty()) {
      return Ui.wrapped(Texts.of("play.no-rows"), "muted");
    }
    var grid = new GridPane();
    grid.setHgap(12);
    grid.setVgap(8);
    for (Field field : fields) {
      var text = new TextField();
      text.setId("play-field-" + field.name());
      text.setAccessibleText(field.name());
      text.textProperty().bindBidirectional(field.value());
      text.textProperty().subscribe(this::refresh);
      GridPane.setHgrow(text, Priority.ALWAYS);
      grid.addRow(
          grid.getRowCount(),
          Ui.label(field.name(), "mono"),
          text,
          Ui.label(field.hint(), "muted", "small"));
    }
    return grid;
  }

  private Node file() {
    return Ui.column(
        8,
        new FileField("play", Texts.of("play.file"), model.fileProperty(), TABLES, chooser),
        Ui.wrapped(Texts.of("play.file-help"), "muted", "small"));
  }

  private Node text() {
    var area = new TextArea();
    area.setId("play-text-typed");
    area.setAccessibleText(Texts.of("play.text"));
    area.setPromptText(Texts.of("play.text"));
    area.setWrapText(true);
    area.setPrefRowCount(8);
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
    var area = new TextArea();
    area.setId("play-request-text");
    area.getStyleClass().add("mono");
    area.setAccessibleText(Texts.of("play.request"));
    area.setPrefRowCount(20);
    area.textProperty().bindBidirectional(model.requestProperty());
    return Ui.column(8, area, Ui.wrapped(Texts.of("play.request-help"), "muted", "small"));
  }

  private void showAnswer() {
    refresh();
    Optional<Job> job = model.runningProperty().get();
    if (job.isPresent()) {
      var card = new JobCard(job.get(), "", "play-cancel");
      card.setMaxHeight(USE_PREF_SIZE);
      StackPane.setAlignment(card, javafx.geometry.Pos.TOP_CENTER);
      answer.getChildren().setAll(card);
      return;
    }
    answer
        .getChildren()
        .setAll(
            model
                .answersProperty()
                .get()
                .<Node>map(AnswerCard::of)
                .orElseGet(() ->
                    Ui.empty(
                        "fth-message-circle",
                        Texts.of("play.none-title"),
                        Texts.of("play.none-text"),
                        List.of())));
  }
}
