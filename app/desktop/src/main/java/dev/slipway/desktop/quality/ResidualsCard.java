// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.desktop.parts.AnswersChart;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.RowsTable;
import dev.slipway.desktop.parts.SpreadChart;
import dev.slipway.desktop.parts.SpreadChart.Series;
import dev.slipway.desktop.parts.SpreadChart.Slot;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.quality.QualityViewModel.OffRows;
import dev.slipway.evaluate.Residuals;
import dev.slipway.workbench.HoldoutRows;
import dev.slipway.workbench.HoldoutRows.AnsweredRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/// Shows by how much a regression is off: its answers against the truth, and how the residuals are
/// spread.
final class ResidualsCard {

  private static final double HEIGHT = 240;
  private static final double LEAST = 240;

  private ResidualsCard() {}

  static Card of(Residuals residuals, QualityViewModel model) {
    var answers = new AnswersChart(residuals.points());
    answers.setId("answers");
    answers.setPrefHeight(HEIGHT);
    SpreadChart chart = spread(residuals, model);
    Button rows = Ui.button("", "fth-list", model::findOff);
    rows.setId("residual-rows");
    Ui.shown(chart, model.binProperty())
        .subscribe(bin -> {
          chart.mark(bin.map(place -> new SpreadChart.Pick(place, 0)));
          rows.setDisable(bin.isEmpty());
          rows.setText(
              bin.map(place ->
                      Texts.of(
                          "quality.rows-of",
                          said(residuals.bins().get(place)),
                          Numbers.count(HoldoutRows.MOST)))
                  .orElse(Texts.of("quality.rows-none")));
        });
    rows.setText(Texts.of("quality.rows-none"));
    rows.setDisable(true);
    var card =
        new Card(
            Texts.of("quality.residuals"),
            "",
            Ui.wrapped(
                Texts.of(
                    "quality.residuals-below",
                    Numbers.brief(residuals.mean()),
                    Numbers.brief(residuals.deviation())),
                "card-subtitle"),
            new Beside(16, part("quality.answers-title", answers), part("quality.spread", chart)),
            new Beside(10, rows, SpreadChart.help()));
    card.setId("residuals");
    return card;
  }

  private static Node part(String title, Node chart) {
    var part = new VBox(6, Ui.label(Texts.of(title), "finding-check"), chart);
    part.setMinWidth(LEAST);
    part.setPrefWidth(LEAST);
    return Ui.grow(part);
  }

  private static SpreadChart spread(Residuals residuals, QualityViewModel model) {
    List<Slot> slots =
        residuals.bins().stream()
            .map(bin ->
                new Slot(
                    said(bin),
                    Optional.of(Numbers.brief(bin.low())),
                    Optional.of(Numbers.brief(bin.high()))))
            .toList();
    List<Long> counts = residuals.bins().stream().map(bin -> (long) bin.rows()).toList();
    var chart =
        new SpreadChart(
            Texts.of("quality.spread"),
            slots,
            List.of(
                new Series(
                    Texts.of("quality.holdout"),
                    counts,
                    counts.stream().mapToLong(Long::longValue).sum())),
            (picked, clicked) -> {
              model.binProperty().set(Optional.of(picked.slot()));
              if (clicked) {
                model.findOff();
              }
            });
    chart.setId("residual-bars");
    return chart;
  }

  private static String said(Residuals.Bin bin) {
    return Texts.of("data.bar-range", Numbers.brief(bin.low()), Numbers.brief(bin.high()));
  }

  /// The rows behind a bar.
  static Card rows(OffRows off) {
    List<String> columns = new ArrayList<>();
    columns.add(Texts.of("chart.truth"));
    columns.add(Texts.of("chart.answer"));
    off.rows().stream()
        .findFirst()
        .ifPresent(first -> columns.addAll(first.row().values().keySet()));
    TableView<RowsTable.Line> table =
        RowsTable.of(columns, off.rows().stream().map(ResidualsCard::line).toList());
    table.setId("off-rows");
    var card =
        new Card(
            Texts.of("quality.off", said(off.bin())),
            Texts.of(
                "quality.cell-below",
                Words.count(off.rows().size(), "row"),
                Numbers.count(HoldoutRows.MOST)),
            table);
    card.setId("off-card");
    return card;
  }

  private static RowsTable.Line line(AnsweredRow row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.row().truth());
    cells.add(Numbers.digits(row.answer(), 4));
    cells.addAll(row.row().values().values());
    return new RowsTable.Line(row.row().number() + 1L, cells);
  }
}
