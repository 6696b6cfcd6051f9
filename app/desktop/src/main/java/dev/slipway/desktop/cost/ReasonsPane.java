// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.base.Numbers;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.desktop.cost.CostViewModel.Priced;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Why this offer, what is cheaper, what is not included, and how old each price is.
final class ReasonsPane extends VBox {

  private static final int MOST_LINES = 12;

  ReasonsPane(CostViewModel model) {
    super(12);
    getStyleClass().add("tab-content");
    setId("reasons");
    Ui.shown(this, model.priced())
        .subscribe(priced -> priced.map(Priced::estimate).ifPresent(this::show));
  }

  private void show(Estimate estimate) {
    Reasons reasons = Reasons.of(estimate);
    getChildren()
        .setAll(
            new Beside(
                12,
                card("why", reasons.why()),
                card("cheaper", reasons.cheaper()),
                card("excluded", reasons.excluded())));
    estimate.chosen().ifPresent(chosen -> getChildren().add(prices(estimate, chosen)));
  }

  private static Card card(String name, List<String> lines) {
    var words = Ui.column(7);
    lines.forEach(line -> words.getChildren().add(Ui.wrapped(line)));
    var card = new Card(Texts.of("reasons." + name), "", words);
    card.setId("reasons-" + name);
    HBox.setHgrow(card, Priority.ALWAYS);
    return Width.WORDS.of(card);
  }

  private static Card prices(Estimate estimate, Candidate chosen) {
    var rows = FXCollections.observableArrayList(chosen.lines());
    TableView<Candidate.Line> table = Columns.table(new FilteredList<>(rows), "");
    table.setId("prices-of-choice");
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.text(Texts.of("reasons.charge"), 220, Candidate.Line::what),
                Columns.number(
                    Texts.of("reasons.quantity"),
                    110,
                    Candidate.Line::quantity,
                    line ->
                        Texts.of("reasons.of-unit", Numbers.grouped(line.quantity()), line.unit())),
                Columns.text(
                    Texts.of("reasons.each"),
                    110,
                    line -> line.priced() ? line.unitPrice() : Texts.of("reasons.unknown")),
                Columns.number(
                    Texts.of("cost.month"),
                    110,
                    line -> line.month().likely().amount().doubleValue(),
                    line -> Numbers.money(line.month().likely())),
                Columns.text(
                    Texts.of("reasons.as-of"),
                    110,
                    line -> line.asOf().map(String::valueOf).orElse(Texts.of("reasons.undated")))));
    Columns.fit(table, rows.size(), MOST_LINES);
    var card = new Card(Texts.of("reasons.prices"), Texts.of("reasons.prices-below"), table);
    estimate.age().ifPresent(old -> card.getChildren().add(Ui.wrapped(old, "unsure")));
    return card;
  }
}
