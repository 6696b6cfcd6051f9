// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.workbench.report.ReleaseSections;
import dev.slipway.workbench.report.Section;
import dev.slipway.workbench.report.Section.Row;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// The release note below a bundle that was written: what runs now is named, what changes is shown.
public final class ReleaseNotePane extends VBox {

  private final ReleaseNoteModel model;
  private final VBox found = new VBox(12);

  public ReleaseNotePane(ReleaseNoteModel model) {
    super(8);
    this.model = model;
    setId("release-note");
    var before = new TextField();
    before.setId("release-note-before");
    before.setPromptText(Texts.of("export.before"));
    before.setAccessibleText(Texts.of("export.before"));
    before.textProperty().bindBidirectional(model.beforeProperty());
    Button compare = Ui.button(Texts.of("export.compare"), "fth-git-pull-request", model::compare);
    compare.setId("release-note-compare");
    before.textProperty().subscribe(text -> compare.setDisable(text.isBlank()));
    getChildren().addAll(Ui.row(6, Ui.grow(before), compare), found);
    model.noteProperty().subscribe(note -> show());
  }

  private void show() {
    found.getChildren().clear();
    model.noteProperty().get().ifPresent(note -> found.getChildren().add(headline(note)));
    model.sections().forEach(section -> found.getChildren().add(section(section)));
  }

  private static Label headline(ReleaseNote note) {
    Label headline = Ui.wrapped(note.headline(), "strong");
    headline.setId("release-note-headline");
    headline.setGraphic(Ui.sign(tone(ReleaseSections.tone(note))));
    return headline;
  }

  private static VBox section(Section section) {
    VBox box =
        Ui.column(
            5,
            Ui.label(section.title(), "card-title"),
            Ui.wrapped(section.subtitle(), "card-subtitle"));
    section.rows().forEach(row -> box.getChildren().add(row(row)));
    return box;
  }

  private static VBox row(Row row) {
    VBox box =
        Ui.column(
            1,
            Ui.wrapped(row.name(), "strong", "small"),
            Ui.wrapped(row.value(), "small", tone(row.tone()).styleClass()));
    if (!row.reason().isBlank()) {
      box.getChildren().add(Ui.wrapped(row.reason(), "muted", "small"));
    }
    return box;
  }

  private static Tone tone(Section.Tone tone) {
    return switch (tone) {
      case GOOD -> Tone.GOOD;
      case BAD -> Tone.BAD;
      case OPEN -> Tone.UNSURE;
      case PLAIN -> Tone.NEUTRAL;
    };
  }
}
