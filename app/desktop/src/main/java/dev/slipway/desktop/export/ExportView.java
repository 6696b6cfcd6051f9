// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.desktop.export.ExportViewModel.Step;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Stepper;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The export wizard: numbered steps, and below them what goes on and which command does the same.
public final class ExportView extends StackPane {

  /// In a window too small for more, a step scrolls.
  private static final double LEAST = 220;

  private final ExportViewModel model;
  private final Session session;
  private final StackPane body = new StackPane();
  private Optional<PreviewPane> preview = Optional.empty();
  private final Button next;
  private final Button back;
  private final Label obstacle = Ui.label("", "invalid");
  private final CommandLine command;
  private final VBox page;

  public ExportView(ExportViewModel model, Session session) {
    this.model = model;
    this.session = session;
    setId("export");
    command = new CommandLine(model.writing().command());
    back = Ui.button(Texts.of("export.back"), "fth-arrow-left", model::back);
    back.setId("export-back");
    next = Ui.primary(Texts.of("export.next"), "fth-arrow-right", model::next);
    next.setId("export-next");
    page = page();
    show();
    model.stepProperty().subscribe((before, step) -> show());
    Ui.shown(this, model.revisionProperty()).subscribe((before, revision) -> show());
    model.preview().previewProperty().subscribe((before, now) -> update());
    model.writing().askedProperty().subscribe((before, asked) -> update());
    Ui.shown(this, session.openedProperty()).subscribe((before, opened) -> show());
  }

  private VBox page() {
    var stepper =
        new Stepper(
            List.of(
                Texts.of("export.recipient"),
                Texts.of("export.options"),
                Texts.of("export.preview"),
                Texts.of("export.checks"),
                Texts.of("export.write")),
            model.stepProperty());
    HBox buttons = Ui.row(12, command, Ui.spacer(), obstacle, back, next);
    buttons.getStyleClass().addAll("card", "tool-row");
    ScrollPane room = Ui.whole(body);
    VBox.setVgrow(room, Priority.ALWAYS);
    room.setMinHeight(LEAST);
    var all = new VBox(16, stepper, room, buttons);
    all.getStyleClass().add("page");
    return all;
  }

  private void show() {
    if (!model.planned()) {
      Button measure =
          Ui.primary(
              Texts.of("export.measure"),
              "fth-activity",
              () -> session.screenProperty().set(Screen.PROFILE));
      getChildren()
          .setAll(
              Ui.empty(
                  "fth-package",
                  Texts.of("export.none-title"),
                  Texts.of("export.none-text"),
                  List.of(measure)));
      return;
    }
    boolean byKeys = next.isFocused();
    body.getChildren().setAll(content());
    update();
    // What is taken out and put back loses the focus.
    if (!getChildren().contains(page)) {
      getChildren().setAll(page);
    }
    if (byKeys && model.step() == Step.WRITE) {
      body.applyCss();
      Optional.ofNullable(body.lookup("#export-write")).ifPresent(Node::requestFocus);
    }
  }

  private void update() {
    Optional<String> wrong = model.selection().obstacle();
    obstacle.setText(wrong.orElse(""));
    back.setDisable(model.step() == Step.RECIPIENT);
    boolean last = model.step() == Step.WRITE;
    next.setVisible(!last);
    next.setManaged(!last);
    next.setDisable(wrong.isPresent());
    command.setCommand(model.writing().command());
  }

  private Node content() {
    return switch (model.step()) {
      case RECIPIENT -> new RecipientPane(model.selection(), this::update);
      case OPTIONS -> options();
      case PREVIEW -> preview();
      case CHECKS -> new ChecksPane(model.checks());
      case WRITE -> new WritePane(model);
    };
  }

  /// Made when a step first shows it, and kept.
  private PreviewPane preview() {
    PreviewPane made = preview.orElseGet(() -> new PreviewPane(model.preview()));
    preview = Optional.of(made);
    return made;
  }

  private HBox options() {
    PreviewPane beside = preview();
    var form =
        new VBox(
            16,
            Ui.column(
                3,
                Ui.label(Texts.of("export.options-title"), "card-title"),
                Ui.wrapped(Texts.of("export.options-text"), "card-subtitle")),
            Ui.grow(Ui.scroll(new OptionsForm(model.selection(), this::update))));
    form.getStyleClass().add("card");
    form.setPrefWidth(420);
    form.setMinWidth(400);
    HBox.setHgrow(beside, Priority.ALWAYS);
    return new HBox(16, form, beside);
  }
}
