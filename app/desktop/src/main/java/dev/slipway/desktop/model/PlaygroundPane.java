// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Words;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.model.PlaygroundViewModel.InputKind;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Copying;
import dev.slipway.desktop.parts.JobCard;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Asks the model about a row, a file, a text, a picture or a request, and shows what it answers
/// and why.
final class PlaygroundPane extends HBox {

  private final PlaygroundViewModel model;
  private final RequestForm forms;
  private final StackPane question = new StackPane();
  private final StackPane answer = new StackPane();
  private final CommandLine command;
  private final Button ask;
  private final Button copy;

  PlaygroundPane(PlaygroundViewModel model, Chooser chooser) {
    super(16);
    this.model = model;
    this.forms = new RequestForm(model, chooser, this::refresh);
    getStyleClass().add("tab-content");
    setId("playground");
    command = new CommandLine(model.command());
    ask = Ui.primary(Texts.of("play.ask"), "fth-play", model::ask);
    ask.setId("play-ask");
    copy =
        Ui.button(
            Texts.of("play.copy-request"), "fth-copy", () -> model.makeRequest(Copying::copy));
    copy.setId("play-copy-request");
    copy.setTooltip(Ui.tip(Texts.of("play.copy-request-tip")));
    Card asked =
        new Card(
            Texts.of("play.title"),
            Texts.of("play.below"),
            kinds(),
            question,
            Ui.row(12, ask, copy),
            Ui.row(0, command));
    VBox.setVgrow(question, Priority.ALWAYS);
    var left = Width.FORM.of(Ui.scroll(asked));
    getChildren().addAll(left, Ui.grow(answer));
    follow();
    setOnDragOver(this::over);
    setOnDragDropped(this::dropped);
  }

  private void follow() {
    model.inputKindProperty().subscribe(kind -> showQuestion());
    model.fieldsProperty().subscribe(fields -> showQuestion());
    model.fileProperty().subscribe(file -> refresh());
    model.requestProperty().subscribe(request -> refresh());
    model.textProperty().subscribe(text -> refresh());
    model.pictureProperty().subscribe(picture -> refresh());
    model.tokenizerProperty().subscribe(file -> refresh());
    model.runningProperty().subscribe(job -> showAnswer());
    model.answersProperty().subscribe(answers -> showAnswer());
    model.why().questionProperty().subscribe(asked -> showAnswer());
    model.why().foundProperty().subscribe(found -> showAnswer());
    model.why().runningProperty().subscribe(job -> showAnswer());
    model.staleProperty().subscribe(stale -> showAnswer());
  }

  private HBox kinds() {
    var group = new ToggleGroup();
    var row =
        new HBox(
            kind(InputKind.ROW, "left-pill"),
            kind(InputKind.FILE, "center-pill"),
            shownIf(kind(InputKind.TEXT, "center-pill"), model.takesTextProperty()),
            shownIf(kind(InputKind.PICTURE, "center-pill"), model.takesPicturesProperty()),
            kind(InputKind.REQUEST, "right-pill"));
    row.getChildren().forEach(node -> ((ToggleButton) node).setToggleGroup(group));
    return row;
  }

  private static Node shownIf(Node node, ReadOnlyBooleanProperty condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(condition);
    return node;
  }

  private ToggleButton kind(InputKind kind, String pill) {
    String name = Words.id(kind);
    var button = new ToggleButton(Texts.of("play.way-" + name));
    button.setId("play-" + name);
    button.getStyleClass().addAll(pill, "tier");
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(event -> {
      button.setSelected(true);
      model.inputKindProperty().set(kind);
    });
    model.inputKindProperty().subscribe(now -> button.setSelected(now == kind));
    return button;
  }

  private void refresh() {
    ask.setDisable(!model.ready());
    copy.setDisable(!model.ready());
    command.setCommand(model.command());
  }

  private void showQuestion() {
    question.getChildren().setAll(forms.of(model.inputKindProperty().get()));
    refresh();
  }

  private void showAnswer() {
    refresh();
    Optional<Job> job = model.runningProperty().get();
    if (job.isPresent()) {
      answer.getChildren().setAll(running(job.get(), "play-cancel"));
      return;
    }
    answer
        .getChildren()
        .setAll(
            model
                .answersProperty()
                .get()
                .map(answers -> AnswerCard.of(answers, changed(), why()))
                .orElseGet(() ->
                    Ui.empty(
                        "fth-message-circle",
                        Texts.of("play.none-title"),
                        Texts.of("play.none-text"),
                        List.of())));
  }

  private static Node running(Job job, String cancel) {
    var card = new JobCard(job, "", cancel);
    card.setMaxHeight(USE_PREF_SIZE);
    StackPane.setAlignment(card, Pos.TOP_CENTER);
    return card;
  }

  /// A word above an answer to a question that is no longer asked.
  private Optional<Node> changed() {
    if (!model.staleProperty().get()) {
      return Optional.empty();
    }
    var said = Ui.wrapped(Texts.of("play.stale"), "muted");
    said.setGraphic(Ui.icon("fth-rotate-cw", "muted-icon"));
    said.setId("play-stale");
    return Optional.of(said);
  }

  /// The reasons, or how to get them; nothing where there are none to be had.
  private Optional<Node> why() {
    AnswerWhy why = model.why();
    if (why.runningProperty().get().isPresent()) {
      return why.runningProperty().get().map(job -> running(job, "why-cancel"));
    }
    if (why.foundProperty().get().isPresent()) {
      return why.foundProperty().get().map(WhyCard::of);
    }
    return why.questionProperty()
        .get()
        .map(asked -> {
          Button explain = Ui.button(Texts.of("why.ask"), "fth-help-circle", why::explain);
          explain.setId("why-ask");
          explain.setTooltip(Ui.tip(Texts.of("why.ask-tip")));
          return explain;
        });
  }

  private void over(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.COPY);
    }
  }

  /// Takes what it knows; the rest is the window's.
  private void dropped(DragEvent event) {
    if (take(event.getDragboard().getFiles())) {
      event.setDropCompleted(true);
      event.consume();
    }
  }

  /// Takes what was dropped here; whether it was of use.
  boolean take(List<File> files) {
    return files.size() == 1 && model.drop(files.getFirst().toPath());
  }
}
