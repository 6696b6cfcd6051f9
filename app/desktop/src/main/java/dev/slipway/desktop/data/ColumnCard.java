// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Numbers;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DataStudy;
import dev.slipway.desktop.data.DataViewModel.Pick;
import dev.slipway.desktop.data.DataViewModel.Shown;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.SpreadChart;
import dev.slipway.desktop.parts.SpreadChart.Series;
import dev.slipway.desktop.parts.SpreadChart.Slot;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.workbench.DataRows.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One column at length: its values in both files side by side, what they amount to, and the
/// decisions about it.
final class ColumnCard {

  private final DataViewModel model;
  private final ColumnLine line;
  private final DataStudy study;

  private ColumnCard(DataViewModel model, ColumnLine line, DataStudy study) {
    this.model = model;
    this.line = line;
    this.study = study;
  }

  static Card of(DataViewModel model, ColumnLine line, Shown shown, DataStudy study) {
    var made = new ColumnCard(model, line, study);
    VBox left = Width.WIDE.of(new VBox(10));
    left.getChildren().addAll(made.spread());
    HBox.setHgrow(left, Priority.ALWAYS);
    VBox right = Width.SIDE.of(new VBox(14, made.facts()));
    right.getChildren().addAll(Decisions.of(model, line, shown));
    var card = new Card(line.name(), line.said(), new Beside(20, left, right));
    card.setId("column-card");
    return card;
  }

  /// The name of a file, with its folders where the other file has the same.
  static String name(String source, String other) {
    String name = name(source);
    return name.equals(name(other)) ? source : name;
  }

  private static String name(String source) {
    return String.valueOf(Path.of(source).getFileName());
  }

  private List<Node> spread() {
    if (line.drift().isEmpty()) {
      return List.of(Ui.wrapped(Texts.of("data.no-spread-text"), "muted"));
    }
    ColumnDrift drift = line.drift().get();
    Button rows = Ui.button("", "fth-list", model::find);
    rows.setId("column-rows");
    var chart = chart(drift);
    // The card is made anew with every column: what it listened to is let go with it.
    Runnable mark =
        () -> {
          Optional<Pick> pick = model.pickProperty().get();
          chart.mark(
              pick.map(p -> new SpreadChart.Pick(p.bar(), p.side() == Side.REFERENCE ? 0 : 1)));
          rows.setDisable(pick.isEmpty());
          rows.setText(
              pick.map(p ->
                      Texts.of(
                          "data.rows-of",
                          said(drift.bars().get(p.bar())),
                          p.side() == Side.REFERENCE ? reference() : holdout()))
                  .orElse(Texts.of("data.rows-none")));
        };
    Ui.shown(chart, model.pickProperty()).subscribe(pick -> mark.run());
    mark.run();
    return List.of(
        legend(),
        chart,
        new Beside(10, rows, SpreadChart.help()),
        new Beside(
            8, ColumnsCard.verdict(line, drift), Ui.wrapped(drift.because(), "muted", "small")));
  }

  private SpreadChart chart(ColumnDrift drift) {
    List<Slot> slots = drift.bars().stream().map(ColumnCard::slot).toList();
    var chart =
        new SpreadChart(
            Texts.of("data.spread-of", line.name()),
            slots,
            List.of(
                series(reference(), drift, Bar::reference), series(holdout(), drift, Bar::holdout)),
            (picked, clicked) -> {
              model
                  .pickProperty()
                  .set(
                      Optional.of(
                          new Pick(
                              picked.slot(),
                              picked.series() == 0 ? Side.REFERENCE : Side.HOLDOUT)));
              if (clicked) {
                model.find();
              }
            });
    chart.setId("column-chart");
    return chart;
  }

  private String reference() {
    return name(study.reference().source(), study.holdout().source());
  }

  private String holdout() {
    return name(study.holdout().source(), study.reference().source());
  }

  private static Series series(String name, ColumnDrift drift, Function<Bar, Long> rows) {
    List<Long> counts = drift.bars().stream().map(rows).toList();
    return new Series(name, counts, counts.stream().mapToLong(Long::longValue).sum());
  }

  private static Slot slot(Bar bar) {
    return switch (bar.holds()) {
      case RANGE ->
          new Slot(
              said(bar),
              Optional.of(Numbers.brief(bar.low())),
              Optional.of(Numbers.brief(bar.high())));
      case VALUE, OTHERS, MISSING -> Slot.named(said(bar));
    };
  }

  /// What a bar holds, for a person.
  static String said(Bar bar) {
    return switch (bar.holds()) {
      case RANGE ->
          Texts.of("data.bar-range", Numbers.digits(bar.low(), 4), Numbers.digits(bar.high(), 4));
      case VALUE -> Formats.line(bar.value());
      case OTHERS -> Texts.of("data.bar-others");
      case MISSING -> Texts.of("data.bar-missing");
    };
  }

  private HBox legend() {
    return Ui.row(
        8,
        swatch("body"),
        Ui.label(reference(), "muted", "small"),
        swatch("other"),
        Ui.label(holdout(), "muted", "small"));
  }

  private static Region swatch(String series) {
    var swatch = new Region();
    swatch.getStyleClass().addAll("swatch", series);
    return swatch;
  }

  private GridPane facts() {
    var grid = new GridPane();
    grid.setId("column-facts");
    grid.setHgap(16);
    grid.setVgap(4);
    grid.addRow(0, Ui.label(""), head(reference()), head(holdout()));
    fact(grid, "data.missing", column -> Numbers.count(column.missing()));
    fact(
        grid,
        "data.distinct",
        column -> (column.exact() ? "" : "≈ ") + Numbers.count(column.distinct()));
    if (line.reference().numbers().isPresent()) {
      number(grid, "data.min", ColumnProfile.Numbers::min);
      number(grid, "data.mean", ColumnProfile.Numbers::mean);
      number(grid, "data.max", ColumnProfile.Numbers::max);
    } else if (line.reference().period().isPresent()) {
      fact(grid, "data.first", column -> period(column, ColumnProfile.Period::first));
      fact(grid, "data.last", column -> period(column, ColumnProfile.Period::last));
    } else {
      fact(grid, "data.top", ColumnCard::frequent);
    }
    return grid;
  }

  private static Label head(String name) {
    return Ui.label(name, "field-name");
  }

  private void number(GridPane grid, String key, Function<ColumnProfile.Numbers, Double> value) {
    fact(grid, key, column -> column.numbers().map(value).map(Numbers::grouped).orElse("–"));
  }

  private void fact(GridPane grid, String key, Function<ColumnProfile, String> value) {
    grid.addRow(
        grid.getRowCount(),
        Ui.label(Texts.of(key), "muted"),
        Ui.label(value.apply(line.reference()), "fact-value"),
        Ui.label(line.holdout().map(value).orElse("–"), "fact-value"));
  }

  private static String period(ColumnProfile column, Function<ColumnProfile.Period, String> end) {
    return column.period().map(end).orElse("–");
  }

  private static String frequent(ColumnProfile column) {
    return column.top().stream()
        .findFirst()
        .map(ColumnProfile.Frequent::value)
        .map(Formats::line)
        .orElse("–");
  }
}
