// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Copying;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.profile.VariantsViewModel.Row;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows the variants beside the model as it is: what each gains, what it costs, and which one
/// ships.
public final class VariantsView extends VBox {

  private final VariantsViewModel model;
  private final VBox result = new VBox(16);

  public VariantsView(VariantsViewModel model) {
    super(16);
    this.model = model;
    setId("variants");
    getStyleClass().add("tab-content");
    var live = new JobSlot(model.runningProperty(), Texts.of("variants.live"), "variants-cancel");
    result.getStyleClass().add("inner-page");
    getChildren().addAll(controls(), live, Ui.grow(Ui.scroll(result)));
    Ui.shown(this, model.rows()).subscribe(this::show);
  }

  private Beside controls() {
    var command = new CommandLine(model.command());
    model.rows().subscribe(rows -> command.setCommand(model.command()));
    Button run = Ui.primary(Texts.of("variants.run"), "fth-play", model::tryAll);
    run.setId("variants-run");
    model.runningProperty().subscribe(job -> run.setDisable(job.isPresent()));
    Button undo = UndoButton.of(model.lastChange(), Texts.of("variants.undo"), "variants-undo");
    var row = new Beside(12, run, undo, Ui.spacer(), command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private void show(List<Row> rows) {
    if (rows.isEmpty()) {
      result.getChildren().clear();
      return;
    }
    result.getChildren().setAll(table(rows));
    rows.stream()
        .filter(row -> row.standing().isPresent())
        .forEach(row -> result.getChildren().add(reason(row)));
  }

  private static Card table(List<Row> rows) {
    var grid = new GridPane();
    grid.setId("variants-table");
    grid.setHgap(20);
    grid.setVgap(9);
    List<List<String>> lines = VariantWords.table(rows);
    for (int line = 0; line < lines.size(); line++) {
      for (int column = 0; column < lines.get(line).size(); column++) {
        boolean head = line == 0 || column == 0;
        Label cell = Ui.label(lines.get(line).get(column), head ? "field-name" : "fact-value");
        cell.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        GridPane.setHgrow(cell, Priority.ALWAYS);
        grid.add(cell, column, line);
      }
    }
    return new Card(Texts.of("variants.table"), Texts.of("variants.table-below"), Ui.across(grid))
        .with(
            Copying.button(
                Texts.of("variants.copy"),
                "variants-copy",
                () ->
                    lines.stream()
                        .map(line -> String.join("\t", line).replace('\n', ' ')) // a line a form
                        .collect(Collectors.joining("\n", "", "\n"))));
  }

  private Card reason(Row row) {
    Tone tone = VariantWords.tone(row);
    Button choose =
        Ui.button(Texts.of("variants.choose", row.name()), "fth-check", () -> model.choose(row));
    choose.setId("choose-" + row.name());
    choose.setDisable(row.ships() || VariantWords.obstacle(row).isPresent());
    var line =
        new Beside(
            12, Ui.grow(Width.WORDS.of(Ui.wrapped(VariantWords.because(row), "muted"))), choose);
    if (row.ships()) {
      Button back =
          Ui.button(
              Texts.of("variants.back"),
              "fth-corner-up-left",
              () -> model.choose(new Row(java.util.Optional.empty(), false)));
      back.setId("choose-original");
      line.getChildren().add(back);
    }
    var card = new Card(row.name(), VariantWords.what(row), line);
    card.setId("variant-" + row.name());
    return card.with(Ui.chip(VariantWords.state(row), tone));
  }
}
