// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.desktop.cost.CostViewModel.Chosen;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/// A table of the plan's choices, with the reason of the selected one.
final class ChoiceTable extends VBox {

  private final CostViewModel model;
  private final PlanEditor editor;

  ChoiceTable(CostViewModel model, PlanEditViewModel edit) {
    super(10);
    this.model = model;
    this.editor = new PlanEditor(edit);
    getStyleClass().add("tab-content");
    TableView<Chosen> table = Columns.table(model.choices(), Texts.of("cost.no-choices"));
    table.setId("choices");
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.text(Texts.of("choice.title"), 230, chosen -> chosen.key().title()),
                Columns.text(Texts.of("choice.key"), 190, chosen -> chosen.key().name()),
                Columns.text(Texts.of("choice.value"), 130, Chosen::value),
                Columns.node(
                    Texts.of("choice.basis"),
                    110,
                    c -> c.choice().inWords(),
                    c -> Ui.chip(c.choice().inWords(), Tone.of(c.choice().basis()))),
                Columns.text(Texts.of("choice.because"), 380, chosen -> chosen.choice().because()),
                Columns.node("", 70, chosen -> chosen.key().name(), this::why)));
    TextField query =
        Ui.search("choice-filter", Texts.of("choice.filter"), model.choiceQueryProperty());
    getChildren().addAll(Ui.row(12, query), table, editor);
    follow(table, edit);
  }

  /// The editor shows the row that is selected, also after the plan was made anew; Enter goes to
  /// it.
  private void follow(TableView<Chosen> table, PlanEditViewModel edit) {
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe((before, row) -> {
          // A plan that was made anew, or a filter, takes the selected row away: nobody chose that.
          boolean chosen = before == null || table.getItems().contains(before);
          if (row != null && chosen && !edit.isOf(row.key())) {
            edit.select(row.key());
          }
        });
    model
        .choices()
        .subscribe(() ->
            edit.editedProperty()
                .get()
                .ifPresent(edited ->
                    table.getItems().stream()
                        .filter(row -> row.key().equals(edited.key()))
                        .findFirst()
                        .ifPresent(table.getSelectionModel()::select)));
    table.addEventFilter(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.ENTER && !table.getSelectionModel().isEmpty()) {
            editor.edit();
            key.consume();
          }
        });
    table.setOnMouseClicked(click -> {
      if (click.getClickCount() == 2) {
        editor.edit();
      }
    });
  }

  private Node why(Chosen chosen) {
    Button[] self = new Button[1];
    Button why =
        Ui.iconButton(
            Texts.of("choice.why", chosen.key().title()),
            "fth-help-circle",
            () -> explain(chosen, self[0]).show(self[0]));
    self[0] = why;
    why.getStyleClass().add("why");
    return why;
  }

  private PopOver explain(Chosen chosen, Node owner) {
    var content =
        Ui.column(
            8,
            Ui.wrapped(chosen.key().title(), "card-title"),
            Ui.row(
                10,
                Ui.label(chosen.value(), "figure-unit", "strong"),
                Ui.chip(chosen.choice().inWords(), Tone.of(chosen.choice().basis()))),
            Ui.wrapped(chosen.choice().because()),
            new CommandLine(model.explain(chosen)));
    content.getStyleClass().add("why-popover");
    Ui.themeLike(content, owner);
    content.setMaxWidth(420);
    var over = new PopOver(content);
    over.setArrowLocation(PopOver.ArrowLocation.RIGHT_CENTER);
    over.setAnimated(false);
    over.setTitle(chosen.key().name());
    return over;
  }
}
