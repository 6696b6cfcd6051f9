// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.cost.Scope.Region;
import dev.slipway.desktop.cost.ElsewhereViewModel.Row;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The price in another region or cloud, beside the one here.
final class ElsewherePane extends VBox {

  private final ElsewhereViewModel model;
  private final CommandLine command = new CommandLine("");
  private final VBox answer = Ui.column(8);

  ElsewherePane(ElsewhereViewModel model) {
    super(10);
    this.model = model;
    setId("elsewhere");
    getStyleClass().add("tab-content");
    var box = new ComboBox<Region>();
    box.setId("elsewhere-where");
    box.setItems(model.regions());
    box.setPromptText(Texts.of("elsewhere.prompt"));
    box.setAccessibleText(Texts.of("elsewhere.where"));
    box.setConverter(new Names());
    box.setMinWidth(USE_PREF_SIZE);
    box.valueProperty()
        .subscribe((before, now) -> model.chosenProperty().set(Optional.ofNullable(now)));
    model
        .chosenProperty()
        .subscribe(where -> {
          if (where.isEmpty()) {
            box.setValue(null);
          }
          command.setCommand(model.command());
        });
    Label name = Ui.label(Texts.of("elsewhere.where"));
    name.setLabelFor(box);
    name.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(new Beside(10, Ui.row(8, name, box), Ui.spacer(), command), answer);
    model.answerProperty().subscribe(found -> show());
  }

  private void show() {
    answer.getChildren().clear();
    List<Row> rows = model.rows();
    if (rows.isEmpty()) {
      answer.getChildren().add(Ui.wrapped(Texts.of("elsewhere.hint"), "muted"));
      return;
    }
    Label difference = Ui.wrapped(model.difference(), "strong");
    difference.setId("elsewhere-difference");
    answer.getChildren().add(difference);
    if (!model.breakEven().isEmpty()) {
      answer.getChildren().add(Ui.wrapped(model.breakEven()));
    }
    model.age().ifPresent(old -> answer.getChildren().add(Ui.wrapped(old, "unsure")));
    TableView<Row> table =
        Columns.table(new FilteredList<>(FXCollections.observableArrayList(rows)), "");
    table.setId("elsewhere-table");
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.text("", 170, Row::name),
                Columns.text(Texts.of("elsewhere.here"), 300, Row::here),
                Columns.text(Texts.of("elsewhere.there"), 300, Row::there)));
    Columns.fit(table, rows.size(), rows.size());
    answer.getChildren().add(table);
  }

  private static final class Names extends StringConverter<Region> {
    @Override
    public String toString(Region region) {
      return region == null ? "" : region.toString();
    }

    @Override
    public Region fromString(String typed) {
      throw new UnsupportedOperationException("nothing is typed here");
    }
  }
}
