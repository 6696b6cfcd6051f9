// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.workbench.ExplainFile;
import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Why the numbers of the line that was clicked on are what they are.
final class WhyPane extends VBox {

  private final PreviewModel model;
  private final VBox answers = new VBox(8);
  private final CommandLine command = new CommandLine("");

  WhyPane(PreviewModel model) {
    super(8);
    this.model = model;
    setId("why");
    getStyleClass().add("why");
    model.askedProperty().subscribe(line -> show());
    model.shownProperty().subscribe(path -> show());
    model.readProperty().subscribe(read -> show());
  }

  private void show() {
    if (model.askedProperty().get().isEmpty() || model.read().isEmpty()) {
      getChildren().setAll(Ui.wrapped(Texts.of("export.why-hint"), "muted", "small"));
      return;
    }
    int line = model.askedProperty().get().getAsInt();
    List<ExplainFile.Answer> found = model.why();
    answers.getChildren().clear();
    found.forEach(answer -> answers.getChildren().add(row(answer)));
    if (found.isEmpty()) {
      answers.getChildren().add(Ui.wrapped(Texts.of("export.why-none"), "muted"));
    }
    command.setCommand(model.explainCommand());
    HBox head = Ui.row(10, Ui.label(Texts.of("export.why", line), "strong"), Ui.spacer(), command);
    var scroll = Ui.scroll(answers);
    scroll.setPrefHeight(Math.min(150, 12 + 48.0 * Math.max(1, found.size())));
    scroll.setMinHeight(40);
    getChildren().setAll(head, scroll);
  }

  private static HBox row(ExplainFile.Answer answer) {
    var words =
        Ui.column(
            1,
            Ui.wrapped(answer.source(), "strong", "small"),
            Ui.wrapped(answer.because(), "small"));
    words.setMinWidth(0);
    HBox row =
        Ui.row(
            10,
            Ui.chip(answer.number(), "key"),
            Ui.chip(answer.inWords(), Tone.ofBasis(answer.basis())),
            Ui.grow(words));
    row.setAccessibleText(answer.number() + ", " + answer.inWords() + ": " + answer.because());
    return row;
  }
}
