// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows an item: where it stands and why, what mends it, and what people say of it.
final class ItemPane {

  private ItemPane() {}

  static ScrollPane of(ChecklistViewModel model, Line line) {
    Tone tone = Tone.of(line.state());
    var facts =
        Ui.column(
            0,
            Ui.wholeFact(
                Texts.of("item.found"), line.found().isEmpty() ? "–" : ItemWords.found(line)),
            Ui.wholeFact(Texts.of("item.pass"), ItemWords.wanted(line)),
            Ui.wholeFact(Texts.of("item.step"), String.valueOf(line.item().step())),
            Ui.wholeFact(Texts.of("item.severity"), line.item().severity()),
            Ui.wholeFact(Texts.of("item.owner"), line.item().owner()),
            Ui.wholeFact(Texts.of("item.how"), Texts.of("item." + Words.id(line.item().means()))));
    var body =
        Ui.column(
            14,
            Ui.wrapped(line.item().title(), "card-title"),
            Ui.row(8, Ui.chip(Tone.word(line.state()), tone), Ui.chip(line.item().id(), "mono")),
            Ui.wrapped(ItemWords.because(line)),
            words(line),
            facts,
            commands(line),
            new SigningPane(model.signing(), line, model.roles()),
            part("item.why", line.item().why()),
            part("item.evidence", line.item().how()),
            Ui.row(
                8,
                Ui.icon("fth-key", "muted-icon"),
                Ui.label(line.item().evidenceKey(), "mono", "muted")));
    body.getStyleClass().add("card");
    body.setId("item-details");
    body.setMinHeight(Region.USE_PREF_SIZE);
    return Ui.scroll(body);
  }

  /// What people said that counts.
  private static VBox words(Line line) {
    VBox words = Ui.column(3);
    line.said().forEach(said -> words.getChildren().add(Ui.wrapped(said.inWords(), "small")));
    words.setId("said");
    return words;
  }

  /// What finds it out or states it, to be copied; what a person may say has a pane of its own.
  private static VBox commands(Line line) {
    VBox commands = Ui.column(4);
    for (String command : line.commands()) {
      if (!command.startsWith(ChecklistViewModel.SAYING)) {
        commands.getChildren().add(new CommandLine(command));
      }
    }
    if (!commands.getChildren().isEmpty()) {
      commands.getChildren().addFirst(Ui.label(Texts.of("item.mend"), "field-name"));
    }
    commands.setId("mend");
    return commands;
  }

  private static VBox part(String key, String text) {
    return Ui.column(3, Ui.label(Texts.of(key), "field-name"), Ui.wrapped(text, "small"));
  }
}
