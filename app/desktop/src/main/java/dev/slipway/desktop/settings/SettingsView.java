// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.settings;

import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Appearance;
import dev.slipway.workbench.Doctor.Capability;
import dev.slipway.workbench.KeepPrices.ImportResult;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The screen of the settings; whatever is chosen counts at once.
public final class SettingsView extends StackPane {

  private final SettingsViewModel model;
  private final Chooser chooser;

  public SettingsView(Appearance appearance, SettingsViewModel model, Chooser chooser) {
    this.model = model;
    this.chooser = chooser;
    setId("settings");
    getStyleClass().add("page");
    var page =
        new VBox(16, LookCard.of(appearance), engine(), prices(), templates(), records(), tools());
    page.getStyleClass().add("inner-page");
    getChildren().setAll(Ui.scroll(page));
    sceneProperty()
        .subscribe(scene -> {
          if (scene != null) {
            model.begin();
          }
        });
  }

  private Card engine() {
    VBox rows = Ui.column(0);
    Button again = again("settings.look-again", "look-again", model::look);
    model.lookingProperty().subscribe(again::setDisable);
    model
        .programsProperty()
        .subscribe(all ->
            rows.getChildren()
                .setAll(
                    all.isEmpty()
                        ? List.of(Ui.label(Texts.of("settings.looking"), "muted"))
                        : List.of(program(all.getFirst()))));
    var card =
        new Card(
                Texts.of("settings.engine"),
                Texts.of("settings.engine-below"),
                rows,
                new CommandLine("slipway doctor"))
            .with(again);
    card.setId("settings-engine");
    return card;
  }

  private Card tools() {
    VBox rows = Ui.column(0);
    model
        .programsProperty()
        .subscribe(all ->
            rows.getChildren().setAll(all.stream().skip(1).map(SettingsView::program).toList()));
    return new Card(Texts.of("settings.tools"), Texts.of("settings.tools-below"), rows);
  }

  /// What a program is, and where it is missing, how to get it.
  private static HBox program(Capability capability) {
    VBox words = Ui.column(2, Ui.wrapped(capability.name(), "finding-check"));
    words.getChildren().add(Ui.wrapped(capability.found(), "muted", "small"));
    if (!capability.present()) {
      words
          .getChildren()
          .add(Ui.wrapped(Texts.of("settings.enables", capability.enables()), "muted", "small"));
      words.getChildren().add(Ui.wrapped(capability.remedy(), "remedy", "small"));
    }
    Ui.grow(words);
    words.setMinWidth(0);
    Tone tone = capability.present() ? Tone.GOOD : Tone.OPEN;
    String word = Texts.of(capability.present() ? "settings.there" : "settings.missing");
    HBox row = Ui.row(10, Ui.sign(tone), words, Ui.chip(word, tone.styleClass()));
    row.getStyleClass().add("finding");
    row.setAccessibleText(capability.name() + ": " + word);
    return row;
  }

  private Card prices() {
    VBox rows = Ui.column(6);
    model
        .pricesProperty()
        .subscribe(prices ->
            prices.ifPresent(shown -> {
              rows.getChildren().setAll(Ui.wrapped(shown.holds()));
              shown
                  .old()
                  .forEach(old ->
                      rows.getChildren()
                          .add(Ui.row(8, Ui.sign(Tone.UNSURE), Ui.grow(Ui.wrapped(old, "small")))));
            }));
    VBox result = Ui.column(6);
    result.setId("imported-prices");
    model.importedProperty().subscribe(taken -> show(taken, result));
    Button take =
        Ui.button(
            Texts.of("settings.import-prices"),
            "fth-download",
            () ->
                chooser
                    .file(Texts.of("settings.import-prices"), List.of("*.csv", "*.json"))
                    .ifPresent(model::importPrices));
    take.setId("import-prices");
    var card =
        new Card(
                Texts.of("settings.prices"),
                Texts.of("settings.prices-below"),
                rows,
                result,
                new CommandLine("slipway prices import instances.csv"))
            .with(take);
    card.setId("settings-prices");
    return card;
  }

  private void show(Optional<ImportResult> imported, VBox result) {
    result.getChildren().clear();
    imported.ifPresent(taken -> {
      result
          .getChildren()
          .add(
              Ui.wrapped(
                  Texts.of("settings.imported", taken.taken(), taken.refused().size()), "strong"));
      taken
          .refused()
          .forEach(problem ->
              result
                  .getChildren()
                  .add(Ui.wrapped(problem.what() + " " + problem.remedy(), "muted", "small")));
      if (taken.written()) {
        result.getChildren().add(again("settings.undo-import", "undo-import", model::undoImport));
      }
    });
  }

  private Card templates() {
    VBox rows = Ui.column(4);
    model
        .templateFolders()
        .forEach(
            folder -> rows.getChildren().add(Ui.wholeFact(Texts.of("settings.folder"), folder)));
    rows.getChildren().add(Ui.wrapped(Texts.of("settings.templates-how"), "muted", "small"));
    return new Card(
            Texts.of("settings.templates"),
            Texts.of("settings.templates-below"),
            rows,
            new CommandLine("slipway targets"))
        .with(again("settings.read-again", "read-again", model::readAgain));
  }

  private Card records() {
    var card =
        new Card(
            Texts.of("settings.records"),
            Texts.of("settings.records-below"),
            Ui.wholeFact(Texts.of("settings.folder"), model.home()),
            Ui.wrapped(Texts.of("settings.records-how"), "muted", "small"));
    card.setId("settings-records");
    return card;
  }

  private static Button again(String key, String id, Runnable action) {
    Button button = Ui.button(Texts.of(key), "fth-refresh-cw", action);
    button.setId(id);
    button.getStyleClass().add("flat");
    return button;
  }
}
