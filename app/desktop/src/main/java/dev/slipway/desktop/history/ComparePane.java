// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.history;

import dev.slipway.desktop.export.ReleaseNotePane;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.evidence.EvidenceNames;
import dev.slipway.workbench.history.Found;
import dev.slipway.workbench.history.History.Pair;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Any two releases: their numbers side by side, and the release note of their bundles.
final class ComparePane extends HBox {

  private final HistoryViewModel model;
  private final ObservableList<Pair> pairs = FXCollections.observableArrayList();
  private final ComboBox<String> before;
  private final ComboBox<String> after;
  private final Label single = Ui.wrapped(Texts.of("history.one-release"), "muted");

  ComparePane(HistoryViewModel model) {
    super(16);
    this.model = model;
    before = releases("history-before", "history.before", model.beforeProperty());
    after = releases("history-after", "history.after", model.afterProperty());
    var only = new CheckBox(Texts.of("history.only-different"));
    only.setId("history-only-different");
    only.selectedProperty().bindBidirectional(model.onlyDifferentProperty());
    single.managedProperty().bind(single.visibleProperty());
    var numbers =
        new Card(
            Texts.of("history.numbers"),
            Texts.of("history.numbers-below"),
            Ui.row(
                10,
                Ui.label(Texts.of("history.before"), "field-name"),
                before,
                Ui.label(Texts.of("history.after"), "field-name"),
                after,
                Ui.spacer(),
                only),
            single,
            table());
    var bundle = new TextField();
    bundle.setId("history-bundle");
    bundle.setPromptText(Texts.of("history.note-after"));
    bundle.setAccessibleText(Texts.of("history.note-after"));
    bundle.textProperty().bindBidirectional(model.bundleProperty());
    var found = new VBox(8, bundle, new ReleaseNotePane(model.releaseNote()));
    var note =
        new Card(
            Texts.of("history.note"), Texts.of("history.note-help"), Ui.grow(Ui.scroll(found)));
    note.setPrefWidth(420);
    note.setMinWidth(340);
    numbers.setMinHeight(200);
    note.setMinHeight(200);
    getChildren().addAll(Ui.grow(numbers), note);
    model.historyProperty().subscribe(history -> fill());
    model.beforeProperty().subscribe(release -> fill());
    model.afterProperty().subscribe(release -> fill());
    model.onlyDifferentProperty().subscribe(now -> fill());
  }

  private static ComboBox<String> releases(String id, String name, StringProperty chosen) {
    var box = new ComboBox<String>();
    box.setId(id);
    box.setAccessibleText(Texts.of(name));
    box.setOnAction(event -> {
      if (box.getValue() != null) {
        chosen.set(box.getValue());
      }
    });
    chosen.subscribe(box::setValue);
    return box;
  }

  private TableView<Pair> table() {
    TableView<Pair> table =
        Columns.table(new FilteredList<>(pairs), Texts.of("history.none-title"));
    table.setId("history-numbers");
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.text(Texts.of("history.key"), 240, ComparePane::name),
                Columns.text(
                    Texts.of("history.before"),
                    150,
                    pair -> pair.before().map(Found::text).orElse("")),
                Columns.text(
                    Texts.of("history.after"),
                    150,
                    pair -> pair.after().map(Found::text).orElse("")),
                Columns.text(
                    Texts.of("history.change"),
                    90,
                    pair ->
                        pair.change()
                            .filter(share -> pair.differs())
                            .map(HistoryViewModel::change)
                            .orElse(""))));
    return table;
  }

  private static String name(Pair pair) {
    return EvidenceNames.of(pair.key());
  }

  private void fill() {
    for (ComboBox<String> box : List.of(before, after)) {
      if (!box.getItems().equals(model.releases())) {
        box.getItems().setAll(model.releases());
      }
    }
    before.setValue(model.beforeProperty().get());
    after.setValue(model.afterProperty().get());
    single.setVisible(model.releases().size() < 2);
    pairs.setAll(model.pairs());
  }
}
